import { readFileSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrometheus } from '../../scripts/system/prometheus.ts';
import { callCli } from '../support/callCli.ts';
import { fakeServer, type FakeServer } from '../support/fakeServer.ts';
import { servingText } from '../support/measuredTargets.ts';
import { folderWith } from '../support/testFolder.ts';
import { openMetrics, type Sample } from './openMetrics.ts';
import { startPrometheus, type RunningPrometheus } from './startPrometheus.ts';
import { vllmSamples } from './vllmPage.ts';

const prometheus = await findPrometheus();
const hour = 3600;
const end = Math.floor(Date.now() / 1000 / hour) * hour - 3 * hour;

/** What goes wrong on the way, and what is said of it. */
type Fault = readonly [name: string, answer: (response: ServerResponse) => void, said: string];

const redirect = (response: ServerResponse): void => {
  response.writeHead(302, { location: 'https://login.example.com/' });
  response.end();
};
const endless = (response: ServerResponse): void => {
  const chunk = 'x'.repeat(2_000_000);
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setTimeout(more, 0));
  };
  more();
};
const faults: readonly Fault[] = [
  ['an error', (response) => response.writeHead(500).end('oops'), 'answers 500'],
  ['no answer', () => undefined, 'does not answer within 1 s'],
  [
    'another page',
    (response) => response.end('<html>Sign in'),
    'answers something other than the HTTP API of Prometheus: <html>Sign in',
  ],
  [
    'a wrong type',
    (response) =>
      response.end(
        '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}}',
      ),
    'answers something other than the HTTP API of Prometheus',
  ],
  ['a huge answer', endless, 'answers with more than 32 MB'],
  ['a redirect', redirect, 'redirects to https://login.example.com, which is not followed'],
  [
    'half an answer',
    (response) =>
      response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    'cannot be reached',
  ],
];

function history(): string {
  const samples: Sample[] = [];
  const labels = 'namespace="prod",pod="chat-0",job="chat",instance="a:1",model_name="llama"';
  for (let time = end - 3 * hour; time <= end; time += 60) {
    const requests = (time - end + 3 * hour) * 2;
    for (const [series, value] of [
      ...vllmSamples({ requests, running: 6 }),
      ['up{LABELS}', 1] as const,
    ]) {
      samples.push([series.replace('LABELS', labels), value, time]);
    }
  }
  return openMetrics(samples);
}

describe.skipIf(prometheus === undefined)('a Prometheus behind something that fails', () => {
  const stated = `# What we know.
version: 1
deployments:
  chat:
    measured:
      bill: { source: OpenCost, from: "2026-11-01", to: "2026-11-08", monthly: 900 }
`;
  let running: RunningPrometheus | undefined;
  const gateways: FakeServer[] = [];
  beforeAll(async () => {
    if (prometheus !== undefined)
      running = await startPrometheus(prometheus, { history: history() });
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await running?.stop();
  });

  /** Passes questions on but for those that hold a word. */
  async function gateway(word: string, fault: Fault[1]): Promise<string> {
    const server = await fakeServer((url, response) => {
      if (url.search.includes(word)) fault(response);
      else {
        void fetch(`${running?.url ?? ''}${url.pathname}${url.search}`).then(async (answer) => {
          response.end(await answer.text());
        });
      }
    });
    gateways.push(server);
    return server.url;
  }

  async function measure(url: string) {
    const cwd = folderWith({
      'chat.yaml': servingText('chat', { namespace: 'prod' }),
      '.servingcost.yaml': stated,
    });
    const until = new Date(end * 1000).toISOString();
    const args = [
      '--prometheus',
      url,
      '--range',
      '2h',
      '--until',
      until,
      '--timeout',
      '1',
      '--write',
    ];
    const called = await callCli(cwd, ['measure', ...args]);
    expect(readdirSync(cwd)).toEqual(['.servingcost.yaml', 'chat.yaml']);
    return { ...called, written: readFileSync(join(cwd, '.servingcost.yaml'), 'utf8') };
  }

  test.each(faults)('%s to some questions is said, and the rest counts', async (_, fault, said) => {
    const { status, warnings, written } = await measure(
      await gateway('time_to_first_token', fault),
    );
    expect(warnings).toContain(`A part is missing: the monitoring ${said}`);
    expect(status).toBe(0);
    expect(written).toContain(stated);
    expect(written).toContain('tpotMs: 25');
    expect(written).not.toContain('ttftMs');
  });

  test.each(faults)(
    '%s to what decides is said, and nothing is written',
    async (_, fault, said) => {
      const { status, warnings, written } = await measure(await gateway('request_success', fault));
      expect(warnings).toContain(said);
      expect(warnings).toContain('Nothing was written.');
      expect({ status, written }).toEqual({ status: 2, written: stated });
    },
  );
});
