import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const files = {
  'chat.yaml': llama8bText,
  '.servingcost.yaml':
    'version: 1 # ours\nworkload:\n  requestsPerSecond: 2\n  latency: { ttftMs: 1500, tpotMs: 80 }\n',
};

interface PlanReport {
  readonly provider: string;
  readonly ttftMs: number;
  readonly needs: readonly string[];
  readonly monthly: number;
  readonly monthlySaving: number;
  readonly requestMs: number;
  readonly edits: readonly { file: string; start: number; end: number; newText: string }[];
}

interface OptimizationReport {
  readonly deployments: readonly {
    readonly name: string;
    readonly today: { readonly monthly: number };
    readonly plan: PlanReport;
    readonly byLatency: readonly PlanReport[];
    readonly searched: { readonly considered: number };
  }[];
}

async function expectedTotal(cwd: string): Promise<number> {
  const { output } = await callCli(cwd, ['report', '--format', 'json']);
  return (JSON.parse(output) as Report).totals.expected ?? Number.NaN;
}

test('prints plan, alternatives and a patch that git applies; --write makes the same files', async () => {
  const [patched, written] = [folderWith(files), folderWith(files)];
  const before = await expectedTotal(patched);
  const { status, output } = await callCli(patched, ['optimize', '.']);
  expect(status).toBe(0);
  expect(output).toMatch(/^chat · 2 req\/s, [\d.]+ req\/s at the busiest\nWithin TTFT 1.5 s, TPOT 80 ms at p95\.\n\nCheapest: \$[\d,]+\/mo, saves /);
  for (const part of ['Cost against latency', 'Cost against throughput', 'combinations: ']) {
    expect(output).toContain(part);
  }
  expect(readFileSync(join(patched, 'chat.yaml'), 'utf8')).toBe(llama8bText);

  const applied = spawnSync('git', ['apply', '-'], { cwd: patched, input: output });
  expect(applied.stderr.toString()).toBe('');
  const { output: silent } = await callCli(written, ['optimize', 'chat.yaml', '--write']);
  expect(silent).not.toContain('+++');
  for (const name of Object.keys(files)) {
    const text = readFileSync(join(patched, name), 'utf8');
    expect(text).toBe(readFileSync(join(written, name), 'utf8'));
    expect(text).toContain(name === 'chat.yaml' ? '# the public chat' : '# ours');
  }
  expect(await expectedTotal(written)).toBeLessThan(0.9 * before);
});

test('as JSON: the saving is what the total falls by when the edits are made', async () => {
  const cwd = folderWith(files);
  const before = await expectedTotal(cwd);
  const { output, status } = await callCli(cwd, ['optimize', '.', '--format', 'json', '--write']);
  expect(status).toBe(0);
  const [one] = (JSON.parse(output) as OptimizationReport).deployments;
  expect(one?.name).toBe('chat');
  expect(one?.today.monthly).toBeCloseTo(before, 4);
  expect(one?.plan.monthlySaving).toBeCloseTo(before - (await expectedTotal(cwd)), 4);
  expect(one?.byLatency.length).toBeGreaterThan(0);
  expect(one?.searched.considered).toBeGreaterThan(100);
});

test('what cannot be searched is said, and nothing is written', async () => {
  const cwd = folderWith({ 'chat.yaml': llama8bText.replace('meta-llama/Llama-3.1-8B-Instruct', 'mine') });
  const { status, warnings, output } = await callCli(cwd, ['optimize', '.']);
  expect(status).toBe(0);
  expect(warnings).toContain('chat is left as it is. The model is not known');
  expect(output).toBe('');
});

test('a limit on the command line counts beside those of the files: the tighter one', async () => {
  const cwd = folderWith(files);
  const plans = async (...limits: readonly string[]): Promise<readonly PlanReport[]> => {
    const { output } = await callCli(cwd, ['optimize', '.', '--format', 'json', ...limits]);
    const [one] = (JSON.parse(output) as OptimizationReport).deployments;
    return [...(one?.plan ? [one.plan] : []), ...(one?.byLatency ?? [])];
  };
  const free = await plans();
  expect(Math.max(...free.map(({ ttftMs }) => ttftMs))).toBeGreaterThan(150);
  const fast = await plans('--max-ttft-ms', '150');
  expect(fast.length).toBeGreaterThan(0);
  for (const { ttftMs } of fast) expect(ttftMs).toBeLessThanOrEqual(150);
  expect(await plans('--max-ttft-ms', '9000')).toEqual(free);
  const { output } = await callCli(cwd, ['optimize', '.', '--max-tpot-ms', '30']);
  expect(output).toContain('Within TTFT 1.5 s, TPOT 30 ms at p95.');
  const { status, warnings } = await callCli(cwd, ['optimize', '.', '--max-ttft-ms', 'fast']);
  expect([status, warnings.trim()]).toEqual([2, 'serving-cost: --max-ttft-ms fast: expected milliseconds.']);
});

test('that no limit is stated is said', async () => {
  const cwd = folderWith({ 'chat.yaml': llama8bText });
  const { output } = await callCli(cwd, ['optimize', '.']);
  expect(output).toContain('No latency limit is stated: what is cheapest may be slow.');
});

test('other clouds are only searched when they are asked for, and what a move takes is said', async () => {
  const text = llama8bText.replace(/^ +karpenter[^\n]*\n/m, '');
  const free = { 'chat.yaml': text.replace(/^ +nodeSelector:\n/m, '') };
  const cwd = folderWith(free);
  const search = async (...more: readonly string[]): Promise<PlanReport | undefined> => {
    const { output } = await callCli(cwd, ['optimize', '.', '--format', 'json', ...more]);
    return (JSON.parse(output) as OptimizationReport).deployments[0]?.plan;
  };
  expect((await search())?.provider ?? 'aws').toBe('aws');
  const before = await expectedTotal(cwd);
  const plan = await search('--providers', 'all', '--write');
  expect(plan?.provider).not.toBe('aws');
  expect(plan?.needs.join(' ')).toContain(`It has to run on ${plan?.provider}`);
  expect(plan?.monthlySaving).toBeCloseTo(before - (await expectedTotal(cwd)), 4);
});
