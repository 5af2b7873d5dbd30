import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { vllmDeployment } from '../support/deploymentText.ts';
import { folderWith } from '../support/testFolder.ts';

const files = {
  'chat.yaml': vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 4,
    args: ['--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'g5.xlarge' },
  }),
  '.servingcost.yaml':
    'version: 1\nworkload:\n  requestsPerSecond: 2\n  latency: { ttftMs: 1500, tpotMs: 80 }\n',
};

interface Compared {
  readonly deployments: readonly {
    readonly name: string;
    readonly notCompared: string | null;
    readonly instances: readonly {
      readonly instance: string;
      readonly seller: string;
      readonly current: boolean;
      readonly cheapest: boolean;
      readonly verdict: string;
      readonly monthly: { readonly min: number; readonly expected: number; readonly max: number } | null;
      readonly perMillionTokens: number | null;
    }[];
    readonly hosted: { readonly offers: readonly { readonly monthly: number }[] };
  }[];
}

async function compared(cwd: string, ...more: readonly string[]): Promise<Compared['deployments'][number]> {
  const { output, status } = await callCli(cwd, ['compare', '.', '--format', 'json', ...more]);
  expect(status).toBe(0);
  const [one] = (JSON.parse(output) as Compared).deployments;
  if (one === undefined) throw new Error('nothing compared');
  return one;
}

describe('compare', () => {
  test('the row of today is that of the report, to the last digit', async () => {
    const cwd = folderWith(files);
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    const [reported] = (JSON.parse(output) as Report).deployments;
    const { instances, hosted } = await compared(cwd);
    const current = instances.filter((row) => row.current);
    expect(current).toHaveLength(1);
    const { min, expected, max } = reported?.monthly ?? {};
    expect(current[0]).toMatchObject({
      instance: reported?.instanceType,
      monthly: { min, expected, max },
      perMillionTokens: reported?.unit.perMillionTokens,
    });
    expect(hosted.offers.length).toBeGreaterThan(0);
  });

  test('text, Markdown and CSV have the same cheapest machine as JSON', async () => {
    const cwd = folderWith(files);
    const { instances } = await compared(cwd);
    const cheapest = instances.find((row) => row.cheapest);
    const lineOf = async (format: string): Promise<string> => {
      const { output } = await callCli(cwd, ['compare', '.', '--format', format]);
      return output.split(/\r?\n/).find((line) => /cheapest$|cheapest \|$/.test(line.trim())) ?? '';
    };
    for (const format of ['text', 'markdown']) {
      expect(await lineOf(format)).toContain(cheapest?.instance);
    }
    const { output: csv } = await callCli(cwd, ['compare', '.', '--format', 'csv']);
    const [head = '', ...rows] = csv.trim().split('\r\n');
    const column = (name: string): number => head.split(',').indexOf(name);
    const row = rows.find((line) => line.split(',')[column('cheapest')] === 'true')?.split(',') ?? [];
    expect(rows).toHaveLength(instances.length);
    expect(row[column('instance')]).toBe(cheapest?.instance);
    expect(Number(row[column('monthly_expected_usd')])).toBe(cheapest?.monthly?.expected);
  });

  test('other clouds, another region and spot when they are asked for', async () => {
    const cwd = folderWith(files);
    const all = await compared(cwd, '--providers', 'all');
    expect(new Set(all.instances.map(({ seller }) => seller)).size).toBeGreaterThan(3);
    const { output } = await callCli(cwd, [
      'compare',
      '.',
      '--at',
      'eu-west-1',
      '--purchase',
      'spot',
      '--format',
      'csv',
    ]);
    expect(output).toMatch(/chat,g5\.2xlarge,aws,eu-west-1,A10G,1,8,32,spot,false/);
  });

  test('what there is nothing to compare for says why; a region that is none is told', async () => {
    const cwd = folderWith({ 'chat.yaml': files['chat.yaml'].replace('gpu: 1', 'mig-1g.10gb: 1') });
    const { output } = await callCli(cwd, ['compare', '.']);
    expect(output).toContain('It runs on slices of an accelerator');
    const there = await callCli(folderWith(files), ['compare', '.', '--at', 'the-moon']);
    expect(there.warnings).toContain('--at the-moon is no region of the cloud of chat.');
    const wrong = await callCli(cwd, ['compare', '.', '--providers', 'none']);
    expect(wrong.status).toBe(2);
  });
});
