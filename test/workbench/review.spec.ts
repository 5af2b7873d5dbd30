import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';
import { repositoryWith } from '../support/gitRepository.ts';

// Through the real git extension: what a change costs, in the lens, behind the line and on the page.
it('reviews what is not committed', async () => {
  const { path, write, commit } = repositoryWith({ 'README.md': 'Serving.\n' });
  cpSync(join(root, 'examples/first-look'), path, { recursive: true });
  commit('a deployment');
  const text = readFileSync(join(path, 'deployment.yaml'), 'utf8');
  write('deployment.yaml', text.replace('replicas: 1', 'replicas: 3'));
  await withWorkbench({ folder: path, file: 'deployment.yaml', host: 'node' }, async (page) => {
    await firstLens(page).waitFor();
    await doSteps(page, [
      'command=Serving Cost: Review Changes',
      'see=What is not committed yet.',
      'pick=Last commit',
      'see=Review since HEAD',
      'see=Lines that moved the total',
      'see=replicas 1 to 3',
    ]);
    const lens = page.locator('.codelens-decoration a', { hasText: 'since HEAD' });
    await lens.waitFor();
    expect(await lens.innerText()).toMatch(/^\+\$[\d,]+\/mo \(\+\d+%\) since HEAD$/);
    // Behind the edited line, in a style sheet: no text of the page.
    const behind = (): Promise<string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('.view-line span')]
          .map((one) => getComputedStyle(one, '::after').content)
          .filter((content) => content.includes('since HEAD')),
      );
    await expect.poll(behind).toEqual([expect.stringMatching(/^"\+\$[\d,]+\/mo since HEAD"$/)]);
    await doSteps(page, [
      'command=Serving Cost: Stop Reviewing Changes',
      'see=Nothing is compared',
    ]);
    await lens.waitFor({ state: 'detached' });
    await expect.poll(behind).toEqual([]);
  });
});
