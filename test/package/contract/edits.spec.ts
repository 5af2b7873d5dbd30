import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FixReport, Report } from '../../../src/core/report/reportModel.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { folderWith } from '../../support/testFolder.ts';
import { copyOfExamples, installCli, reportOf } from '../installedCli.ts';

const cli = await installCli();

/** A runtime beside the deployment, Terraform, a platform's own file, overlays. */
const examples = ['kserve-mistral', 'sagemaker-endpoint', 'skypilot-service', 'overlays'];

/** Characters of two UTF-16 units and of several bytes, line ends of Windows, and a byte order mark before everything. */
const unusual = `\uFEFF# 𝒞𝒽𝒶𝓉 für Gäste 🧮\r\n${llama8bText.replaceAll('\n', '\r\n')}`;

const reportIn = (cwd: string): Report => reportOf(cli.run(cwd, ['report', '--format', 'json']));
const expectedOf = ({ totals }: Report): number => totals.expected ?? Number.NaN;

function copyOf(folder: string): string {
  const copy = folderWith({});
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Carries out the edits as anybody would who knows the contract alone. */
function apply(cwd: string, { edits }: FixReport): void {
  for (const { file, start, end, newText } of edits.toSorted((a, b) => b.start - a.start)) {
    const path = join(cwd, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.slice(0, start) + newText + text.slice(end));
  }
}

/** All files of a folder, by their path in it. */
function textsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );
}

const folders = [
  ...examples.map((name) => [name, copyOfExamples(name)] as const),
  ['unusual characters', folderWith({ 'ü/chat 🧮.yaml': unusual })] as const,
];

describe.each(folders)('a saving in %s', (_name, folder) => {
  const before = reportIn(folder);
  const fixes = before.deployments
    .flatMap(({ findings }) => findings)
    .flatMap(({ fix, alternatives }) => (fix === null ? [] : [fix, ...alternatives]));

  it('is what totals.expected falls by when the edits are applied', () => {
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) {
      if (fix.monthlySaving === null) continue;
      const changed = copyOf(folder);
      apply(changed, fix);
      const fall = expectedOf(before) - expectedOf(reportIn(changed));
      expect(fall, fix.title).toBeCloseTo(fix.monthlySaving, 4);
    }
  });

  it('of the same edits is what fix writes, and its patch leads there too', () => {
    const [written, patched] = [copyOf(folder), copyOf(folder)];
    const patch = cli.run(patched, ['fix', '.']);
    expect(patch.status).toBe(0);
    expect(textsOf(patched)).toEqual(textsOf(folder));
    expect(cli.run(written, ['fix', '.', '--write'])).toMatchObject({ status: 0, stdout: '' });
    const { stderr } = spawnSync('git', ['apply', '-'], { cwd: patched, input: patch.stdout });
    expect(stderr.toString()).toBe('');
    expect(textsOf(patched)).toEqual(textsOf(written));
    expect(expectedOf(reportIn(written))).toBeLessThanOrEqual(expectedOf(before) + 1e-6);
  });
});

describe('fix and optimize', () => {
  const folder = copyOfExamples('support-assistant');

  it('keep to one code and to one deployment', () => {
    const one = cli.run(folder, ['fix', '.', '--code', 'spot', '--deployment', 'ticket-summaries']);
    expect(one.stdout.match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/summaries.yaml']);
    expect(
      cli.run(folder, ['fix', '.', '--code', 'spot', '--deployment', 'support-chat']).stdout,
    ).not.toContain('summaries.yaml');
    expect(cli.run(folder, ['fix', 'chat.yaml', '--code', 'no-such-code']).status).toBe(2);
  });

  it('optimize prints a patch, and --write carries it out', () => {
    const [printed, written] = [copyOf(folder), copyOf(folder)];
    const plan = cli.run(printed, ['optimize', 'chat.yaml', '--deployment', 'support-chat']);
    expect(plan).toMatchObject({ status: 0, stderr: '' });
    expect(textsOf(printed)).toEqual(textsOf(folder));
    cli.run(written, ['optimize', 'chat.yaml', '--deployment', 'support-chat', '--write']);
    const patch = plan.stdout.slice(plan.stdout.indexOf('--- a/'));
    const { stderr } = spawnSync('git', ['apply', '-'], { cwd: printed, input: patch });
    expect(stderr.toString()).toBe('');
    expect(textsOf(printed)).toEqual(textsOf(written));
    expect(expectedOf(reportIn(written))).toBeLessThan(expectedOf(reportIn(folder)));
  });
});
