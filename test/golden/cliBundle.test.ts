import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { temporaryFolder } from '../support/fakeTerminal.ts';
import { llamaText } from '../support/sampleTexts.ts';

const bundle = join(import.meta.dirname, '../../dist/cli.js');
const folder = temporaryFolder({ 'llama.yaml': llamaText });
afterAll(folder.remove);

/** Needs `npm run build`; says so by being skipped. */
describe.skipIf(!existsSync(bundle))('dist/cli.js', () => {
  const start = (args: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [bundle, ...args], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  test('reports, on the day it is told', () => {
    const { status, stdout, stderr } = start(['report', '--format', 'json'], {
      SOURCE_DATE_EPOCH: '1700000000',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    expect(report.date).toBe('2023-11-14');
    expect(report.deployments).toHaveLength(2);
  });

  test('exits with 2 on wrong usage and 1 above a limit', () => {
    expect(start(['report', 'none.yaml']).status).toBe(2);
    expect(start([]).status).toBe(2);
    expect(start(['report', '--fail-over', '1']).status).toBe(1);
  });

  // Days are those of UTC and numbers are written one way: where and in what language it runs does not matter.
  test.each([
    { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'Pacific/Pago_Pago', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
    { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/New_York', LANG: 'C', LC_ALL: 'C' },
    { TZ: 'No/Such_Zone', LANG: '', LC_ALL: '' },
  ])('says the same at $TZ in $LANG', (surroundings) => {
    // A second before midnight, and midnight.
    for (const SOURCE_DATE_EPOCH of ['1764547199', '1764547200']) {
      for (const format of ['text', 'html']) {
        const args = ['report', '--format', format, '--currency', 'EUR=0.92@2026-11-20'];
        const plain = start(args, { SOURCE_DATE_EPOCH, TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' });
        const here = start(args, { SOURCE_DATE_EPOCH, ...surroundings });
        expect(here.stdout.length).toBeGreaterThan(100);
        expect(here.stdout).toBe(plain.stdout);
      }
    }
  }, 120_000);

  test('tells the same cost where the clock was set back to before its prices', () => {
    const report = (SOURCE_DATE_EPOCH: string): Report =>
      JSON.parse(start(['report', '--format', 'json'], { SOURCE_DATE_EPOCH }).stdout) as Report;
    const [early, late] = [report('1500000000'), report('1796000000')];
    expect(early.date < early.prices.asOf).toBe(true);
    expect(early.totals.expected).toBe(late.totals.expected);
    expect(early.prices).toEqual(late.prices);
  });

  test('does not mind when the reader of a pipe leaves', () => {
    const command = `"${process.execPath}" "${bundle}" prices --region us-east-1 --format json | head -c 100; exit "\${PIPESTATUS[0]}"`;
    expect(execFileSync('bash', ['-c', command], { encoding: 'utf8' })).toHaveLength(100);
  });
});
