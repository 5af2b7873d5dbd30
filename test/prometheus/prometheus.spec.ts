import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrometheus } from '../../scripts/system/prometheus.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { vllmDeployment } from '../support/deploymentText.ts';
import { folderWith } from '../support/testFolder.ts';
import { openMetrics, type Sample } from './openMetrics.ts';
import { startPrometheus, type RunningPrometheus } from './startPrometheus.ts';
import { each, vllmPage, vllmSamples } from './vllmPage.ts';

const prometheus = await findPrometheus();
if (prometheus === undefined) {
  console.log(
    'Left out: no Prometheus is here (Debian package prometheus), and none could be unpacked.',
  );
}

const chat = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  replicas: 2,
  args: ['--max-model-len=8192'],
}).replace('  name: chat', '  namespace: prod\n  name: chat');

async function deploymentOf(cwd: string): Promise<Report['deployments'][number] | undefined> {
  const { output } = await callCli(cwd, ['report', '--format', 'json']);
  return (JSON.parse(output) as Report).deployments[0];
}

describe.skipIf(prometheus === undefined)('a Prometheus that scrapes a server', () => {
  let running: RunningPrometheus | undefined;
  let requests = 0;
  const page = createServer((_, response) => {
    requests += 4;
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(vllmPage({ requests, running: 6 }));
  });

  beforeAll(async () => {
    if (prometheus === undefined) return;
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const { port } = page.address() as AddressInfo;
    running = await startPrometheus(prometheus, { targets: [`127.0.0.1:${port}`] });
    const scraped = 'max(count_over_time(vllm:num_requests_running[5m]))';
    for (let turn = 0; turn < 300 && !((await running.value(scraped)) >= 6); turn++)
      await sleep(200);
  });
  afterAll(async () => {
    await running?.stop();
    page.close();
  });

  test('is measured, and what it says counts with its time range', async () => {
    const cwd = folderWith({ 'chat.yaml': chat });
    const until = new Date(Math.ceil((Date.now() + 1000) / 3_600_000) * 3_600_000).toISOString();
    const args = ['measure', '--prometheus', running?.url ?? '', '--range', '1h', '--until', until];
    const shown = await callCli(cwd, args);
    expect(shown.warnings).toContain('chat: ');
    expect(shown.output).toContain('+++ b/.servingcost.yaml');
    const { status, warnings } = await callCli(cwd, [...args, '--write']);
    expect(status, warnings).toBe(0);

    const written = readFileSync(join(cwd, '.servingcost.yaml'), 'utf8');
    expect(written).toContain('source: vLLM at 127.0.0.1:');
    const deployment = await deploymentOf(cwd);
    const values = new Map(deployment?.assumptions.map((one) => [one.field, one]));
    expect(values.get('requests')).toMatchObject({ origin: 'measured' });
    expect(values.get('requests')?.from).toMatch(/^measured from 20.* to 20.* UTC, vLLM at 127/);
    expect(values.get('input tokens')?.value).toBe(each.input);
    expect(values.get('output tokens')?.value).toBe(each.output);
    expect(Number(values.get('requests')?.value)).toBeGreaterThan(0);
    expect(Number(values.get('requests')?.value) * 3600).toBeLessThanOrEqual(requests * 1.5);
    expect(written).toMatch(/ttftMs:\n +mean: 300\n/);
    expect(written).toMatch(/tpotMs: 25\n/);
    expect(written).toContain('cachedPrefixShare: 0.4');
  });

  test('writes nothing where nobody is found for what it says', async () => {
    const cwd = folderWith({
      'other.yaml': chat
        .replace('name: chat', 'name: search')
        .replace('namespace: prod', 'namespace: dev'),
    });
    const until = new Date(Math.ceil((Date.now() + 1000) / 3_600_000) * 3_600_000).toISOString();
    const { status, warnings, output } = await callCli(cwd, [
      'measure',
      '--prometheus',
      running?.url ?? '',
      '--range',
      '1h',
      '--until',
      until,
    ]);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(warnings).toContain('No deployment was found for vLLM prod/chat, model meta-llama');
    expect(warnings).toContain('Nothing was found for search.');
  });
});

describe.skipIf(prometheus === undefined)('a Prometheus that knows a week', () => {
  const hour = 3600;
  const end = Math.floor(Date.now() / 1000 / hour) * hour - 3 * hour;
  const begin = end - 7 * 24 * hour;
  /** Requests/s of the whole service: by day and on weekdays more. */
  const rateAt = (seconds: number): number => {
    const date = new Date(seconds * 1000);
    const isDay = date.getUTCHours() >= 8 && date.getUTCHours() < 20;
    const isWeekend = date.getUTCDay() % 6 === 0;
    return (isDay ? 4 : 1) * (isWeekend ? 0.5 : 1);
  };
  /** By day a second replica runs, on weekdays. */
  const podsAt = (seconds: number): number => (rateAt(seconds) >= 4 ? 2 : 1);
  let running: RunningPrometheus | undefined;

  beforeAll(async () => {
    if (prometheus === undefined) return;
    running = await startPrometheus(prometheus, { history: history() });
  });
  afterAll(() => running?.stop());

  function history(): string {
    const step = 150;
    const samples: Sample[] = [];
    const served = [0, 0];
    for (let time = begin; time <= end; time += step) {
      const pods = podsAt(time);
      for (let pod = 0; pod < pods; pod++) {
        served[pod] = (served[pod] ?? 0) + (rateAt(time) / pods) * step;
        const name = `chat-7d9f8b6c5d-x2k4${pod === 0 ? 'q' : 'w'}`;
        const labels = `namespace="prod",pod="${name}",job="prod/chat",instance="10.0.0.${pod}:8000",model_name="llama"`;
        const dcgm = `exported_namespace="prod",exported_pod="${name}",gpu="0",namespace="gpu-operator"`;
        const page = [
          ...vllmSamples({ requests: served[pod] ?? 0, running: (rateAt(time) / pods) * 5 }),
          ['up{LABELS}', 1] as const,
          [`DCGM_FI_DEV_GPU_UTIL{${dcgm}}`, pods === 2 ? 80 : 40] as const,
        ];
        for (const [series, value] of page) {
          samples.push([series.replace('LABELS', labels), value, time]);
        }
      }
    }
    return openMetrics(samples);
  }

  test('gives the shape of the week, replicas, load and busy accelerators', async () => {
    const served = chat.replace(
      '--port=8000',
      '--served-model-name=llama\n            - --port=8000',
    );
    const cwd = folderWith({ 'chat.yaml': served });
    const { warnings, status } = await callCli(cwd, [
      'measure',
      '--prometheus',
      running?.url ?? '',
      '--range',
      '1w',
      '--until',
      new Date(end * 1000).toISOString(),
      '--write',
    ]);
    expect(status, warnings).toBe(0);
    const deployment = await deploymentOf(cwd);
    const hours = Array.from({ length: 168 }, (_, index) => rateAt(index * hour + 4 * 24 * hour));
    const mean = hours.reduce((sum, rate) => sum + rate, 0) / 168;
    expect(deployment?.workload.requestsPerSecond).toBeCloseTo(mean, 1);
    expect(deployment?.workload.shape).toBe('measured');
    const demand = deployment?.autoscaling?.demand ?? [];
    for (const [index, rate] of hours.entries()) {
      expect(Math.abs((demand[index] ?? 0) - rate) / rate, `hour ${index}`).toBeLessThan(0.25);
    }
    const written = readFileSync(join(cwd, '.servingcost.yaml'), 'utf8');
    const figure = (name: string): number =>
      Number(new RegExp(`${name}: ([\\d.]+)`).exec(written)?.[1]);
    const pods = hours.map((rate) => (rate >= 4 ? 2 : 1)).reduce((sum, one) => sum + one, 0) / 168;
    expect(figure('replicas')).toBeCloseTo(pods, 1);
    // By tokens: 10 in flight with two replicas and 5, 10 and 2.5 with one.
    expect(figure('concurrency')).toBeGreaterThan(7);
    expect(figure('concurrency')).toBeLessThan(10.5);
    expect(figure('gpuUtilization')).toBeGreaterThan(0.5);
    expect(figure('gpuUtilization')).toBeLessThan(0.7);
    expect(figure('busiestOutputTokensPerSecond')).toBeGreaterThan(350);
    expect(warnings).toContain('a week of hours');
  });
});
