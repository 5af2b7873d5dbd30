import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { llama8bText } from '../../support/llama8bText.ts';
import { folderWith } from '../../support/testFolder.ts';
import { installCli, reportOf } from '../installedCli.ts';

const cli = await installCli();
const folder = folderWith({
  'chat.yaml': llama8bText,
  'over/chat.yaml': llama8bText,
  'over/.servingcost.yaml': 'policies: { budgets: { total: 100 } }\n',
  'nothing/values.yaml': 'a: 1\n',
});
// No UTF-8: nothing that can be read.
writeFileSync(join(folder, 'nothing/latin1.yaml'), Buffer.from('name: caf\xe9\n', 'latin1'));
const status = (...args: readonly string[]): number | null => cli.run(folder, args).status;

describe('the exit status', () => {
  it('is 0 when done, also where nothing is served', () => {
    expect(status('report', 'chat.yaml')).toBe(0);
    expect(status('report', 'nothing')).toBe(0);
    expect(status('fix', 'nothing')).toBe(0);
  });

  it('is 1 above a limit, and 0 at it', () => {
    const json = cli.run(folder, ['report', 'chat.yaml', '--format', 'json']);
    const expected = reportOf(json).totals.expected ?? NaN;
    expect(status('report', 'chat.yaml', '--fail-over', String(expected + 0.01))).toBe(0);
    expect(status('report', 'chat.yaml', '--fail-over', String(expected - 0.01))).toBe(1);
    // The limit stays in US dollars.
    const euro = ['report', 'chat.yaml', '--currency', 'EUR=2'];
    expect(status(...euro, '--fail-over', String(expected + 0.01))).toBe(0);
  });

  it('is 1 where a policy is broken, and the report is written all the same', () => {
    const { status: ended, stdout, stderr } = cli.run(folder, ['report', 'over']);
    expect(ended).toBe(1);
    expect(stdout).toContain('Total $');
    expect(stderr).toMatch(/policy-budget/);
  });

  it.each([
    [[]],
    [['no-such-command']],
    [['report', '--no-such-option']],
    [['report', '--format', 'xml']],
    [['report', '--fail-over', 'much']],
    [['report', 'no-such-file.yaml']],
    [['report', 'nothing/latin1.yaml']],
    [['report', 'chat.yaml', '--assumptions', 'no-such-file']],
    [['report', 'chat.yaml', '--out', 'no/such/folder/r.json']],
    [['diff', 'chat.yaml']],
    [['diff', 'chat.yaml', 'no-such-file.yaml']],
    [['fix']],
    [['fix', 'no-such-file.yaml']],
    [['fix', 'chat.yaml', '--deployment', 'no-such-deployment']],
    [['optimize']],
    [['prices', '--instance', 'no-such-instance']],
    [['throughput', 'rows.ndjson']],
  ])('of %j is 2, with a reason and nothing on standard output', (args) => {
    const outcome = cli.run(folder, args);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/^serving-cost: /);
    expect(outcome.stderr).not.toMatch(/^ +at /m);
  });
});

describe('standard error', () => {
  it('has no progress where nobody watches', () => {
    for (const args of [['report'], ['report', '--format', 'json'], ['optimize', 'chat.yaml']]) {
      expect(cli.run(folder, args).stderr).not.toContain('\u001b');
    }
    expect(cli.run(folder, ['report', 'chat.yaml']).stderr).toBe('');
  });
});

it('ends quietly when the reader of its output leaves', async () => {
  const child = spawn(process.execPath, [
    cli.program,
    'prices',
    '--region',
    'us-east-1',
    '--format',
    'json',
  ]);
  let noise = '';
  child.stderr.on('data', (data: Buffer) => (noise += data.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const [ended] = (await once(child, 'close')) as [number | null];
  expect({ ended, noise }).toEqual({ ended: 0, noise: '' });
});
