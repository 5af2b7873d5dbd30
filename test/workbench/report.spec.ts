import { expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { doSteps } from '../../scripts/host/steps.ts';

// What only a person's hand can show: a click on the lens opens the report, which tells the same cost.
it.each(['node', 'web worker'] as const)(
  'opens the report from the code lens (%s extension host)',
  async (host) => {
    const options = { folder: `${root}/examples`, file: 'llama-70b-chat/deployment.yaml', host };
    await withWorkbench(options, async (page) => {
      const lens = firstLens(page);
      await lens.waitFor();
      const monthly = /^\$[\d,]+/.exec(await lens.innerText())?.[0] ?? 'no amount in the lens';
      await lens.click();
      await doSteps(page, ['see=Why it costs this', `see=${monthly}`]);
      expect(await page.locator('.tab.active').last().innerText()).toContain('Serving Cost');
    });
  },
);
