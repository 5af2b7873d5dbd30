import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ciPage } from '../../scripts/ciPage.ts';
import { exampleDay, exampleLinks, pullRequestExample, reviewExample } from '../../scripts/pullRequestExample.ts';
import { root } from '../../scripts/root.ts';
import { callCli } from '../support/callCli.ts';
import { readAction, workflowMistakes } from '../support/gitHubFiles.ts';
import { repositoryWith } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { readJunit } from '../support/junitSchema.ts';

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text ?? '');
const more = (replicas: number): string => llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

describe('the example', () => {
  test('is the one of today; `npm run docs` writes it again', () => {
    expect(ciPage(page)).toBe(page);
  });

  test('is what the command line says in a repository', async () => {
    const { before, after } = pullRequestExample;
    const { path, git, write } = repositoryWith(before);
    git('switch', '--quiet', '--create', 'feature');
    for (const [file, text] of Object.entries(after)) write(file, text);
    const call = (...args: readonly string[]) =>
      callCli(path, ['diff', '--base', 'main', ...args], { today: exampleDay });
    const told = await call();
    expect(told.output).toBe(reviewExample('text'));
    expect([told.status, told.warnings]).toEqual([1, expect.stringContaining('policy-budget: Team assistants')]);
    const { output } = await call('--format', 'markdown', '--links', exampleLinks);
    expect(output).toBe(reviewExample('markdown'));
    expect(page).toContain(output.trimEnd());
  });
});

describe('the exit status', () => {
  const rows = [...page.matchAll(/^\| (\d) +\| .*?\| `serving-cost ([^`]+)` +\|$/gm)];
  const repository = repositoryWith({
    'notes.txt': 'x',
    'deploy/chat.yaml': llama8bText,
    'strict/.servingcost.yaml': 'policies: { budgets: { perDeployment: 2000 } }\n',
    'strict/chat.yaml': llama8bText,
  });
  repository.git('tag', 'v1');
  repository.write('strict/chat.yaml', more(8));
  repository.commit('dearer');
  repository.write('strict/chat.yaml', more(7));
  repository.write('deploy/chat.yaml', more(4));

  test('has an example for every row', () => {
    expect(rows.map(([, status]) => status).join('')).toBe('000111122');
  });

  test.each(rows.map(([, status, command]) => [Number(status), command ?? '']))(
    '%i: serving-cost %s',
    async (expected, command) => {
      const { status, output, warnings } = await callCli(repository.path, command.split(' '));
      expect(status, warnings).toBe(expected);
      expect(output === '').toBe(status === 2);
      expect(warnings === '').toBe(status === 0);
    },
  );
});

describe('what is shown', () => {
  test('uses options that there are', async () => {
    const commands = [...page.replaceAll('\\\n', ' ').matchAll(/serving-cost (diff|report)\b([^\n`|]*)/g)];
    expect(commands.length).toBeGreaterThan(15);
    for (const [, command = '', options = ''] of commands) {
      const { output } = await callCli(repositoryWith({}).path, [command, '--help']);
      for (const [option] of options.matchAll(/--[a-z-]+/g)) expect(output).toContain(option);
    }
  });

  test('is YAML that its readers take', async () => {
    const files = blocks('yaml');
    for (const text of files) expect(() => parse(text) as unknown).not.toThrow();
    const workflow = files.find((text) => text.includes('.github/workflows')) ?? '';
    expect(await workflowMistakes(workflow)).toEqual([]);
    const { jobs } = parse(workflow) as { jobs: Record<string, { steps: { with?: object }[] }> };
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => Object.keys(step.with ?? {})));
    const { inputs } = readAction(readFileSync(join(root, 'action.yml'), 'utf8'));
    expect(used.length).toBeGreaterThan(0);
    for (const name of used) expect(Object.keys(inputs)).toContain(name);
  });

  test('names the hooks and the suites that there are', async () => {
    const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string }[];
    for (const { id } of hooks) expect(page).toContain(id);
    const { path, write } = repositoryWith({ '.servingcost.yaml': 'policies: { budgets: { total: 1, perDeployment: 1 } }\n', 'chat.yaml': llama8bText });
    write('chat.yaml', more(3));
    const report = readJunit((await callCli(path, ['report', '--format', 'junit'])).output);
    const diff = readJunit((await callCli(path, ['diff', '--base', 'HEAD', '--format', 'junit', '--fail-over', '1'])).output);
    const suites = new Set([...report, ...diff].map(({ suite }) => suite));
    suites.delete('chat');
    expect(suites.size).toBeGreaterThan(3);
    for (const suite of suites) expect(page).toContain(`\`${suite}\``);
  });
});
