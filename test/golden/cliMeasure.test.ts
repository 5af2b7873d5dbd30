import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { monitoring, vllmService } from '../support/fakeMonitoring.ts';
import { apiAnswer } from '../support/fakePrometheus.ts';
import { fakeServers } from '../support/fakeServers.ts';
import { servingText } from '../support/measuredTargets.ts';
import { allocation, guidellmText, opencostText, vllmBenchText } from '../support/resultTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const labels = { namespace: 'prod', workload: 'chat', job: 'prod/chat', model_name: 'llama' };
const chat = servingText('chat', { namespace: 'prod' });
const week = (time: number): number => (new Date(time * 1000).getUTCHours() < 12 ? 1 : 3);
const service = monitoring(vllmService(labels, week));

const serve = fakeServers();

const api = () => serve((url, response) => response.end(apiAnswer(url, service)));
const hide = (text: string, url: string): string => text.replaceAll(new URL(url).host, 'HOST');

describe('measure', () => {
  test('prints what it found, and a patch that git applies', async () => {
    const { url } = await api();
    const cwd = folderWith({ 'chat.yaml': chat });
    const { status, output, warnings } = await callCli(cwd, ['measure', '--prometheus', url]);
    expect(status).toBe(0);
    expect(hide(warnings, url)).toBe(
      'chat: 2 req/s, 800 tokens in, 200 out, a week of hours, 6.63 in flight per replica, 2 replicas, TTFT 300 ms, TPOT 25 ms (vLLM at HOST, from 2026-11-15 09:00 to 2026-11-22 09:00 UTC)\n',
    );
    await expect(hide(output, url)).toMatchFileSnapshot('cli/measure.diff');
    expect(spawnSync('git', ['apply', '--check', '-'], { cwd, input: output }).stderr.toString()).toBe('');
  });

  test('writes it, so that reports say who measured it and when', async () => {
    const { url } = await api();
    const cwd = folderWith({ 'chat.yaml': chat });
    const written = await callCli(cwd, ['measure', '--prometheus', url, '--range', '2d', '--write']);
    expect(written).toMatchObject({ status: 0, output: '' });
    const { output } = await callCli(cwd, ['report', '--format', 'html']);
    expect(hide(output, url)).toContain(
      'measured from 2026-11-20 09:00 to 2026-11-22 09:00 UTC, vLLM at HOST',
    );
    const json = await callCli(cwd, ['report', '--format', 'json']);
    const [deployment] = (JSON.parse(json.output) as Report).deployments;
    expect(deployment?.assumptions.filter(({ origin }) => origin === 'measured')).toHaveLength(7);
  });

  test('writes a file of its own for --measured, and the files stay as they are', async () => {
    const { url } = await api();
    const stated = 'version: 1\nworkload: { requestsPerSecond: 40 }\n';
    const cwd = folderWith({ 'chat.yaml': chat, '.servingcost.yaml': stated });
    await callCli(cwd, ['measure', '--prometheus', url, '--out', 'measured.yaml']);
    expect(readFileSync(join(cwd, '.servingcost.yaml'), 'utf8')).toBe(stated);
    const rate = async (...args: string[]): Promise<number | null | undefined> => {
      const { output } = await callCli(cwd, ['report', '--format', 'json', ...args]);
      return (JSON.parse(output) as Report).deployments[0]?.workload.requestsPerSecond;
    };
    expect(await rate()).toBe(40);
    expect(await rate('--measured', 'measured.yaml')).toBe(2);
    writeFileSync(join(cwd, 'bad.yaml'), 'version: 1\ndeployments: { chat: { measured: { x: 1 } } }\n');
    const bad = await callCli(cwd, ['report', '--measured', 'bad.yaml']);
    expect(bad).toMatchObject({ status: 2, warnings: 'serving-cost: bad.yaml: x is not known here.\n' });
    const none = await callCli(cwd, ['report', '--measured', '.servingcost.yaml']);
    expect(none.warnings).toBe('serving-cost: .servingcost.yaml: it holds no measurements.\n');
  });

  test('asks as its environment says, and never shows that', async () => {
    const { url, asked } = await api();
    const cwd = folderWith({ 'chat.yaml': chat });
    const env = {
      SERVING_COST_PROMETHEUS_URL: `${url}/prometheus/`,
      SERVING_COST_PROMETHEUS_TOKEN: 'hunter2',
      SERVING_COST_PROMETHEUS_TENANT: 'ml',
    };
    const { status, output, warnings } = await callCli(cwd, ['measure', '--range', '1d'], { env });
    expect(status).toBe(0);
    expect(output + warnings).not.toContain('hunter2');
    for (const { path, headers } of asked) {
      expect(path).toMatch(/^\/prometheus\/api\/v1\/query(_range)?$/);
      expect(headers).toMatchObject({ authorization: 'Bearer hunter2', 'x-scope-orgid': 'ml' });
    }
  });

  test('states that count before what was measured are said, and taken out when asked', async () => {
    const { url } = await api();
    const stated = 'version: 1\ndeployments:\n  chat:\n    workload: { requestsPerSecond: 40 }\n';
    const cwd = folderWith({ 'chat.yaml': chat, '.servingcost.yaml': stated });
    const args = ['measure', '--prometheus', url, '--write'];
    await callCli(cwd, args);
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    const [deployment] = (JSON.parse(output) as Report).deployments;
    expect(deployment?.workload.requestsPerSecond).toBe(40);
    expect(deployment?.findings.map(({ message }) => message).join()).toContain(
      '40 req/s are stated for chat and counted; 2 req/s were measured',
    );
    await callCli(cwd, [...args, '--replace']);
    const after = await callCli(cwd, ['report', '--format', 'json']);
    expect((JSON.parse(after.output) as Report).deployments[0]?.workload.requestsPerSecond).toBe(2);
  });
});

describe('measure --from', () => {
  test('reads benchmarks and bills, and differences become findings', async () => {
    const bill = opencostText([
      [allocation('x', 20, 400, { namespace: 'prod', controller: 'chat', controllerKind: 'deployment' })],
    ]);
    const cwd = folderWith({
      'chat.yaml': chat,
      'guidellm.json': guidellmText,
      'opencost.json': bill,
    });
    const { status, warnings } = await callCli(cwd, [
      'measure', 'chat.yaml', '--from', 'guidellm.json', '--from', 'opencost.json', '--write',
    ]);
    expect(status).toBe(0);
    expect(warnings).toBe(
      'chat: 3 loads, up to 900 tokens/s (GuideLLM, from 2026-11-20 14:05 to 2026-11-20 14:10 UTC)\n' +
        'chat: $12,200/mo (OpenCost, from 2026-11-20 to 2026-11-21)\n',
    );
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    const drifts = (JSON.parse(output) as Report).deployments[0]?.findings.filter(
      ({ code }) => code === 'measurement-drift',
    );
    expect(drifts?.map(({ message }) => message).join('\n')).toContain('OpenCost attributes $12,200/mo');
  });

  test('takes nothing where one of the files is none', async () => {
    const cwd = folderWith({ 'chat.yaml': chat, 'a.json': vllmBenchText(), 'b.json': '{}' });
    const before = folderWith({});
    expect(before).not.toBe(cwd);
    const args = ['measure', '--from', 'a.json', '--from', 'b.json', '--write'];
    expect(await callCli(cwd, args)).toMatchObject({
      status: 2,
      output: '',
      warnings: 'serving-cost: b.json is no result of GuideLLM, AIPerf, vllm bench serve or OpenCost.\n',
    });
    expect(await callCli(cwd, ['measure', '--from', 'c.json'])).toMatchObject({
      status: 2,
      warnings: 'serving-cost: c.json: no such file or folder.\n',
    });
  });
});

describe('measure says what is wrong, and writes nothing', () => {
  const kept = `version: 1
deployments:
  chat: # what was measured last week
    measured:
      production: { source: vLLM at prom, from: "2026-11-01", to: "2026-11-08", requestsPerSecond: 3 }
`;
  const cwd = folderWith({ 'chat.yaml': chat, '.servingcost.yaml': kept });
  const call = async (args: readonly string[], given = {}) => {
    const { status, output, warnings } = await callCli(cwd, ['measure', ...args, '--write'], given);
    expect(status).toBe(2);
    expect(output).toBe('');
    expect(readdirSync(cwd)).toEqual(['.servingcost.yaml', 'chat.yaml']);
    expect(readFileSync(join(cwd, '.servingcost.yaml'), 'utf8')).toBe(kept);
    return warnings.replace(/^serving-cost: /, '').trimEnd();
  };

  test.each([
    [[], 'measure needs --prometheus URL, SERVING_COST_PROMETHEUS_URL or --from FILE.'],
    [['--prometheus', 'prom:9090'], 'The address of the monitoring begins with https:// or http://.'],
    [['--prometheus', 'http://h', '--range', '7'], '--range 7: expected 12h, 7d or 4w, a year at most.'],
    [['--prometheus', 'http://h', '--until', 'now'], '--until now: expected a time such as 2026-11-27T14:00Z.'],
    [['--prometheus', 'http://h', '--selector', 'prod'], '--selector prod: expected matchers such as namespace="prod",cluster=~"eu-.*".'],
    [['--prometheus', 'http://h', '--timeout', '0'], '--timeout 0: expected seconds, 3600 at most.'],
    [['--prometheus', 'http://h', '--deployment', 'x'], '--deployment x: there is no such deployment that could be measured.'],
    [['--from', 'x', '--replicas', '0'], 'x: no such file or folder.'],
  ])('%j', async (args, said) => {
    expect(await call(args)).toBe(said);
  });

  test.each([
    ['a page', (url: URL) => `<html>${url.pathname}</html>`, 200, 'answers something other than the HTTP API of Prometheus: <html>/api/v1/query</html>'],
    ['no entry', () => 'Unauthorized', 401, 'answers 401: it wants a token, or other ones'],
    ['a wrong type', () => '{"status":"success","data":{"resultType":"matrix","result":{"a":1}}}', 200, 'answers something other than the HTTP API of Prometheus: {"status":"success","data":{"resultType":"matrix","result":{"a":1}}}'],
    ['an error', () => '{"status":"error","errorType":"internal","error":"disk"}', 500, 'answers 500: disk'],
  ])('%s', async (_, body, status, said) => {
    const { url } = await serve((address, response) => {
      response.writeHead(status);
      response.end(body(address));
    });
    expect(hide(await call(['--prometheus', url, '--range', '1d']), url)).toBe(`HOST ${said}. Nothing was written.`);
  });

  test('an answer that never ends', async () => {
    const { url } = await serve((_, response) => {
      const chunk = 'x'.repeat(1_000_000);
      const more = (): void => {
        if (!response.destroyed) response.write(chunk, () => setTimeout(more, 0));
      };
      more();
    });
    expect(hide(await call(['--prometheus', url, '--range', '1d']), url)).toBe(
      'HOST answers with more than 32 MB. Nothing was written.',
    );
  });

  test('an answer that never comes, and one that comes for the first questions alone', async () => {
    const silent = await serve(() => undefined);
    const args = (url: string) => ['--prometheus', url, '--range', '1d', '--timeout', '0.3'];
    expect(hide(await call(args(silent.url)), silent.url)).toBe(
      'HOST does not answer within 0.3 s. Nothing was written.',
    );
    expect(silent.asked).toHaveLength(1);
    const tired = await serve((url, response, count) => {
      if (count <= 3) response.end(apiAnswer(url, service));
    });
    expect(hide(await call(args(tired.url)), tired.url)).toMatch(
      /^HOST (?:does not answer within 0\.3 s|takes too long, again and again)\. Nothing was written\.$/,
    );
    expect(tired.asked.length).toBeLessThan(20);
  });

  test('a redirect to somewhere else, with the token kept', async () => {
    const other = await serve((_, response) => response.end('{}'));
    const { url } = await serve((_, response) => {
      response.writeHead(302, { location: other.url });
      response.end();
    });
    const env = { SERVING_COST_PROMETHEUS_TOKEN: 'hunter2' };
    const said = await call(['--prometheus', url, '--range', '1d'], { env });
    expect(hide(said, url)).toBe(
      `HOST redirects to ${other.url}, which is not followed: give that address itself. Nothing was written.`,
    );
    expect(other.asked).toEqual([]);
  });

  test('a server that is not there', async () => {
    const { url, close } = await serve(() => undefined);
    await close();
    expect(hide(await call(['--prometheus', url, '--range', '1d']), url)).toMatch(
      /^HOST cannot be reached: .*ECONNREFUSED.*\. Nothing was written\.$/,
    );
  });
});
