import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatMonthly, shownIn } from '../../src/core/report/format.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { kserveText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const assumptions = '# what we know\nregion: us-west-2 # ours\n';
const nameIt = ['--code', 'unknown-accelerator', '--deployment', 'chat-8b'];

async function expectedTotal(cwd: string): Promise<number> {
  const { output } = await callCli(cwd, ['report', '--format', 'json']);
  return (JSON.parse(output) as Report).totals.expected ?? Number.NaN;
}

describe('without --write', () => {
  test('prints a patch that git applies, with the result that --write gives', async () => {
    const files = { 'kserve.yaml': kserveText, '.servingcost.yaml': assumptions };
    const [patched, written] = [folderWith(files), folderWith(files)];
    const { status, output, warnings } = await callCli(patched, ['fix', '.', ...nameIt]);
    expect(status).toBe(0);
    expect(warnings).toMatch(/^Proposed 1 fix: /);
    expect(readFileSync(join(patched, '.servingcost.yaml'), 'utf8')).toBe(assumptions);

    const applied = spawnSync('git', ['apply', '-'], { cwd: patched, input: output });
    expect(applied.stderr.toString()).toBe('');
    await callCli(written, ['fix', '.', ...nameIt, '--write']);
    const result = readFileSync(join(patched, '.servingcost.yaml'), 'utf8');
    expect(result).toBe(readFileSync(join(written, '.servingcost.yaml'), 'utf8'));
    expect(result.startsWith(assumptions)).toBe(true);
    expect(result).toContain('chat-8b:');
  });

  test('a file that does not exist yet is part of the patch', async () => {
    const cwd = folderWith({ 'kserve.yaml': kserveText });
    const { output } = await callCli(cwd, ['fix', 'kserve.yaml', ...nameIt]);
    expect(output.startsWith('--- /dev/null\n+++ b/.servingcost.yaml\n@@ -0,0 +1,')).toBe(true);
    expect(spawnSync('git', ['apply', '--check', '-'], { cwd, input: output }).status).toBe(0);
  });
});

describe('--write', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = folderWith({ 'chat.yaml': llama8bText });
  });

  test('changes the total by what it says, and has nothing left to do', async () => {
    const before = await expectedTotal(cwd);
    const spot = ['fix', '.', '--code', 'spot', '--write'];
    const { output, warnings } = await callCli(cwd, spot);
    expect(output).toBe('');
    const fall = before - (await expectedTotal(cwd));
    expect(fall).toBeGreaterThan(0);
    expect(warnings).toContain(`Applied 1 fix: saves ${formatMonthly(fall, shownIn('USD'))}.`);
    expect(readFileSync(join(cwd, 'chat.yaml'), 'utf8')).toContain('name: chat # the public chat');
    const again = await callCli(cwd, spot);
    expect(again).toMatchObject({ status: 0, warnings: 'Nothing to fix.\n' });
  });

  test('writes nothing when a file changed while it was thinking', async () => {
    const folder = folderWith({ 'kserve.yaml': kserveText, '.servingcost.yaml': assumptions });
    const changed = `${assumptions}# by someone else\n`;
    const { status, warnings } = await callCli(folder, ['fix', '.', ...nameIt, '--write'], {
      interactive: true,
      // The line of progress goes away between reading and writing.
      progress: (text) => {
        if (text === '') writeFileSync(join(folder, '.servingcost.yaml'), changed);
      },
    });
    expect(status).toBe(2);
    expect(warnings).toBe(
      'serving-cost: Nothing was written: .servingcost.yaml changed in the meantime. Run it again.\n',
    );
    expect(readFileSync(join(folder, '.servingcost.yaml'), 'utf8')).toBe(changed);
  });

  test('follows links, keeps mode, byte order mark and line endings', async () => {
    const windows = `\ufeff${assumptions.replaceAll('\n', '\r\n')}`;
    const folder = folderWith({ 'a/kserve.yaml': kserveText, 'shared/base.yaml': windows });
    const real = join(folder, 'shared/base.yaml');
    chmodSync(real, 0o640);
    const { mode } = statSync(real);
    symlinkSync('../shared/base.yaml', join(folder, 'a/.servingcost.yaml'));
    await callCli(folder, ['fix', 'a', ...nameIt, '--write']);
    const text = readFileSync(real, 'utf8');
    expect(text.startsWith(windows)).toBe(true);
    expect(text.length).toBeGreaterThan(windows.length);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(statSync(real).mode).toBe(mode);
    expect(lstatSync(join(folder, 'a/.servingcost.yaml')).isSymbolicLink()).toBe(true);
  });
});
