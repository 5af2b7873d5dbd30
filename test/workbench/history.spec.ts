import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';
import { monthWords, rangeWords } from '../../src/core/history/historyWords.ts';
import { callCli } from '../support/callCli.ts';
import type { History } from '../../src/core/history/historyModel.ts';
import { repositoryWith } from '../support/gitRepository.ts';

const text = readFileSync(join(root, 'examples/first-look/deployment.yaml'), 'utf8');
const withReplicas = (count: number): string => text.replace('replicas: 1', `replicas: ${count}`);

// Through the real git extension: what was, commit by commit, and the review since one of them.
it('shows what the configs cost over time', async () => {
  const { path, git, write, remove, commit } = repositoryWith({ 'README.md': 'Serving.\n' });
  write('a folder/deployment.yaml', text);
  write('a folder/.servingcost.yaml', 'region: eu-central-1\n');
  commit('Serve a model');
  write('README.md', 'Serving, in words.\n');
  write('.hidden/other.yaml', withReplicas(9));
  commit('Words');
  git('switch', '--quiet', '--create', 'more');
  write('a folder/deployment.yaml', withReplicas(2));
  commit('Two of them');
  write('a folder/deployment.yaml', withReplicas(4));
  commit('Four of them');
  git('switch', '--quiet', 'main');
  write('b.yaml', text.replace(/^( *name: )(\S+)/m, '$1second'));
  commit('A second model');
  git('merge', '--quiet', '--no-ff', '-m', 'Merge what is needed', 'more');
  git('mv', 'a folder', 'moved');
  commit('Another folder');
  remove('b.yaml');
  commit('The second model is gone');
  const places = ['moved', 'a folder', 'b.yaml'];
  const { output } = await callCli(path, ['history', ...places, '--format', 'json']);
  const { commits: seen } = JSON.parse(output) as History;

  await withWorkbench(
    { folder: path, file: 'moved/deployment.yaml', host: 'node' },
    async (page) => {
      await firstLens(page).waitFor();
      await doSteps(page, [
        'command=Serving Cost: Show Cost History',
        'see=5 commits that touch serving configs',
      ]);
      const report = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
      const rows = report.getByRole('region', { name: 'Commits' }).locator('tbody tr');
      await expect.poll(() => rows.count()).toBe(5);
      // The same commits at the same months as on the command line, which also looks into hidden folders when it is told to.
      const told = await rows.evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
      );
      expect(told.map(([name = '', month = '']) => [name.replace(/\d{4}-.*$/, ''), month])).toEqual(
        seen.map((one) => [one.subject, monthWords(one, 'USD') + (rangeWords(one, 'USD') ?? '')]),
      );
      const chart = report.getByRole('application');
      await chart.focus();
      await page.keyboard.press('End');
      await report
        .locator('.chart .spoken[role=status]')
        .getByText('The second model is gone')
        .waitFor();
      await report
        .getByRole('button', { name: /^Review since/ })
        .nth(3)
        .click();
      const name = seen[3]?.commit.slice(0, 8) ?? '';
      await doSteps(page, [`see=Review since ${name}`, 'see=replicas 1 to 4']);
      await doSteps(page, ['command=Serving Cost: Stop Reviewing Changes']);
    },
  );
});

it('reads no history in Restricted Mode', async () => {
  const { path, write, commit } = repositoryWith({ 'deployment.yaml': text });
  write('deployment.yaml', withReplicas(2));
  commit('Two of them');
  const options = {
    folder: path,
    file: 'deployment.yaml',
    host: 'node',
    asksForTrust: true,
  } as const;
  await withWorkbench(options, async (page) => {
    await firstLens(page).waitFor();
    await doSteps(page, ['command=Serving Cost: Show Report', 'see=Suggestions']);
    const report = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await report.getByRole('button', { name: 'Assumptions', exact: true }).waitFor();
    // Whether there is one is told after the report.
    await page.waitForTimeout(1000);
    expect(await report.getByRole('button', { name: 'History', exact: true }).count()).toBe(0);
  });
});
