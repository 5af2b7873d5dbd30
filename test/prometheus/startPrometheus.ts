import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../scripts/system/command.ts';
import { startChild } from '../../scripts/system/child.ts';
import type { Prometheus } from '../../scripts/system/prometheus.ts';
import { freePort } from '../support/freePort.ts';

export interface RunningPrometheus {
  readonly url: string;
  /** The one value of an instant query; NaN where there is none. */
  readonly value: (expression: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Runs a Prometheus on the loopback that scrapes `targets` every second, with `history` (OpenMetrics) as its past. */
export async function startPrometheus(
  { server, tool }: Prometheus,
  { targets = [], history = '' }: { targets?: readonly string[]; history?: string },
): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'serving-cost-prometheus-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const config = join(folder, 'prometheus.yml');
  const scrapes = targets.map(
    (target) =>
      `  - job_name: prod/chat\n    scrape_interval: 1s\n    static_configs:\n      - targets: ['${target}']\n        labels: { namespace: prod, pod: chat-7d9f8b6c5d-x2k4q }\n`,
  );
  writeFileSync(config, scrapes.length === 0 ? '{}\n' : `scrape_configs:\n${scrapes.join('')}`);
  if (history !== '') {
    const file = join(folder, 'history.txt');
    writeFileSync(file, history);
    await runCommand(tool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild(
    server,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=90d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { env: process.env, log: join(folder, 'log') },
  );
  const isReady = async (): Promise<boolean> => {
    const response = await fetch(`${url}/-/ready`).catch(() => null);
    return response?.ok === true;
  };
  for (let turn = 0; !(await isReady()); turn++) {
    if (turn > 300) throw new Error(`Prometheus does not start:\n${child.output()}`);
    await sleep(200);
  }
  return {
    url,
    value: async (expression) => {
      const query = new URLSearchParams({ query: expression });
      const response = await fetch(`${url}/api/v1/query?${query.toString()}`);
      const body = (await response.json()) as { data: { result: { value: [number, string] }[] } };
      return Number(body.data.result[0]?.value[1] ?? Number.NaN);
    },
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
