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

it('turns to the deployment under the cursor where the report is open', async () => {
  const options = { folder: `${root}/examples/support-assistant`, file: 'summaries.yaml' };
  await withWorkbench(options, async (page) => {
    await firstLens(page).waitFor();
    await doSteps(page, [
      'command=Serving Cost: Show Report',
      'see=Deployments (',
      'click=template:',
      'command=Serving Cost: Show Report',
      'see=Why it costs this',
    ]);
    const frames = await Promise.all(
      page.frames().map((frame) =>
        frame
          .locator('main h2')
          .first()
          .textContent({ timeout: 1000 })
          .catch(() => null),
      ),
    );
    expect(frames).toContain('ticket-summaries');
  });
});
