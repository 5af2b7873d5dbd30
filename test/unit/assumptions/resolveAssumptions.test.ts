import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { componentDefaults } from '../../../src/core/assumptions/componentDefaults.ts';
import { componentsSchema } from '../../../src/core/assumptions/componentsSchema.ts';
import { isExpired } from '../../../src/core/analysis/suppressions.ts';
import {
  assume,
  deployment,
  environment,
  readYaml,
  stated,
} from '../../support/costDeployments.ts';

const chat = deployment();

describe('resolveAssumptions', () => {
  it('names a default, with its reason, for what nobody states', () => {
    const { workload, hoursPerMonth, provider } = assume(chat);
    expect(workload.requestsPerSecond).toBeNull();
    expect(provider).toBeNull();
    expect(workload.inputTokens.value).toBe(1000);
    expect(hoursPerMonth.value).toBe(730);
    for (const input of [workload.shape, workload.inputTokens, workload.percentile]) {
      expect(input.origin).toMatchObject({ kind: 'default' });
      expect(input.origin.kind === 'default' && input.origin.reason).toBeTruthy();
    }
  });

  it('points at the line a value was written on', () => {
    const yaml = 'workload:\n  requestsPerSecond: 12\n';
    const { origin } = assume(chat, yaml).workload.requestsPerSecond ?? {};
    if (origin?.kind !== 'assumptions') throw new Error('not from the file');
    expect(yaml.slice(origin.span.start, origin.span.end)).toBe('12');
    expect(origin.uri).toBe('file:///app/.servingcost.yaml');
  });

  it('turns users and requests a day into a rate', () => {
    const rate = assume(chat, 'workload: {users: 8640, requestsPerUserPerDay: 20}').workload;
    expect(rate.requestsPerSecond?.value).toBeCloseTo(2);
  });

  it.each([
    ['requestsPerDay: 86400', 1],
    ['requestsPerMonth: 2628000', 1],
    ['tokensPerMonth: 2628000000, inputTokens: 900, outputTokens: 100', 1],
    ['requestsPerSecond: 3, requestsPerDay: 5', 3],
  ])('turns %s into a rate', (yaml, rate) => {
    expect(assume(chat, `workload: {${yaml}}`).workload.requestsPerSecond?.value).toBeCloseTo(rate);
  });

  it('sends traffic that is stated for all to no model that waits for others to fail', () => {
    const of = (fallbackOnly: boolean, yaml: string): number | undefined => {
      const route = {
        group: stated('chat'),
        endpoint: null,
        fallbackOnly,
        fallbacks: [],
        cache: null,
        requestsPerMinute: null,
        tokensPerMinute: null,
        budget: null,
        price: null,
      };
      return assume({ ...chat, route }, yaml).workload.requestsPerSecond?.value;
    };
    const all = 'workload: {requestsPerSecond: 3}\n';
    expect(of(false, all)).toBe(3);
    expect(of(true, all)).toBeUndefined();
    expect(of(true, `${all}deployments: {chat: {workload: {requestsPerSecond: 1}}}`)).toBe(1);
  });

  it('lets what comes in a month come in the hours it runs', () => {
    const half = assume(chat, 'hoursPerMonth: 365\nworkload: {requestsPerMonth: 2628000}');
    expect(half.workload.requestsPerSecond?.value).toBeCloseTo(2);
  });

  it('reads lengths as a mean, or as mean and p95 of one block', () => {
    const yaml = `
workload: { inputTokens: { mean: 900, p95: 4000 }, outputTokens: { mean: 80, p95: 300 } }
deployments: { chat: { workload: { outputTokens: 200 } } }
`;
    const { workload } = assume(chat, yaml);
    expect([workload.inputTokens.value, workload.inputTokensP95?.value]).toEqual([900, 4000]);
    expect([workload.outputTokens.value, workload.outputTokensP95]).toEqual([200, null]);
  });

  it('knows what a latency class means for limits nobody states', () => {
    const limits = (yaml: string) => {
      const { ttftMs, tpotMs, e2eMs } = assume(chat, `workload: {${yaml}}`).workload;
      return [ttftMs?.value, tpotMs?.value, e2eMs?.value];
    };
    expect(limits('latencyClass: interactive')).toEqual([undefined, undefined, undefined]);
    expect(limits('latencyClass: real-time')).toEqual([200, undefined, undefined]);
    expect(limits('latencyClass: real-time, latency: {e2eMs: 900}')).toEqual([
      undefined,
      undefined,
      900,
    ]);
    expect(limits('latencyClass: batch, latency: {ttftMs: 5}')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes a series for a measured shape', () => {
    const day = Array.from({ length: 24 }, (_, hour) => hour).join(', ');
    expect(assume(chat, `workload: {series: [${day}]}`).workload.shape.value).toBe('measured');
    const other = assume(chat, `workload: {series: [${day}], shape: steady}`).workload;
    expect([other.shape.value, other.series]).toEqual(['steady', null]);
  });

  it('lets the most specific block decide, value by value', () => {
    const yaml = `
region: eu-west-1
workload: { requestsPerSecond: 1, outputTokens: 100, shape: steady }
deployments:
  "*": { workload: { requestsPerSecond: 2, shape: spiky } }
  "ch*t": { workload: { requestsPerSecond: 3 } }
  chat: { workload: { requestsPerSecond: 4 } }
`;
    const { workload, region } = assume(chat, yaml);
    expect(workload.requestsPerSecond?.value).toBe(4);
    expect(workload.shape.value).toBe('spiky');
    expect(workload.outputTokens.value).toBe(100);
    expect(region?.value).toBe('eu-west-1');
    const other = assume(deployment({ name: 'chaot' }), yaml).workload;
    expect(other.requestsPerSecond?.value).toBe(3);
    expect(assume(deployment({ name: 'x' }), yaml).workload.requestsPerSecond?.value).toBe(2);
  });

  it('matches by namespace and name', () => {
    const yaml = 'deployments:\n  prod/chat: { replicas: 7 }\n  staging/*: { replicas: 2 }\n';
    expect(assume(deployment({ namespace: 'prod' }), yaml).replicas?.value).toBe(7);
    expect(assume(deployment({ namespace: 'staging' }), yaml).replicas?.value).toBe(2);
    expect(assume(chat, yaml).replicas).toBeNull();
  });

  it('gives a variant its share of a stated rate', () => {
    const canary = deployment({ trafficShare: stated(0.1) });
    const { requestsPerSecond } = assume(canary, 'workload: {requestsPerSecond: 20}').workload;
    expect(requestsPerSecond?.value).toBeCloseTo(2);
    expect(requestsPerSecond?.origin.kind).toBe('derived');
  });

  it('prefers the file to the settings', () => {
    const setting = <T>(value: T) => ({ value, origin: { kind: 'setting', name: 'x' } }) as const;
    const within = {
      ...environment,
      defaults: {
        provider: setting('gcp' as const),
        region: setting('us-central1'),
        accelerator: null,
      },
    };
    expect(assume(chat, '', within).provider?.value).toBe('gcp');
    expect(assume(chat, 'provider: azure', within).provider?.value).toBe('azure');
  });

  it('takes token lengths that suit the kind of model', () => {
    const sklearn = deployment({
      engine: stated('kserve-sklearn'),
      model: { id: null, location: null },
    });
    expect(assume(sklearn).workload.inputTokens.value).toBe(0);
    const embedding = deployment({ engine: stated('tei'), model: { id: null, location: null } });
    expect(assume(embedding).workload.inputTokens.value).toBeGreaterThan(0);
    expect(assume(embedding).workload.outputTokens.value).toBe(0);
  });

  it('ignores findings until the day that is stated', () => {
    const resolved = assume(
      chat,
      'deployments: {chat: {ignore: [{code: spot, reason: launch, until: 2026-12-31}]}}',
    );
    const [entry = { until: null }] = resolved.ignored;
    expect(resolved.ignored).toMatchObject([{ code: 'spot', reason: 'launch' }]);
    expect(isExpired(entry, '2026-12-31')).toBe(false);
    expect(isExpired(entry, '2027-01-01')).toBe(true);
  });

  it('switches components off and sizes them', () => {
    const { components } = assume(
      chat,
      'components: {logs: {enabled: false}, egress: {bytesPerToken: 5}}',
    );
    expect(components.logs.enabled).toBe(false);
    expect(components.egress.enabled).toBe(true);
    expect(components.egress.bytesPerToken.value).toBe(5);
  });
});

describe('components', () => {
  it('have one default for each size the file may state, and no others', () => {
    const shape = componentsSchema.shape as unknown as Record<
      string,
      { unwrap(): { shape: Record<string, unknown> } }
    >;
    const inFile = Object.entries(shape).map(([name, block]) => [
      name,
      Object.keys(block.unwrap().shape)
        .filter((key) => key !== 'enabled' && key !== 'shared')
        .sort(),
    ]);
    const inCode = Object.entries(componentDefaults).map(([name, sizes]) => [
      name,
      Object.keys(sizes).sort(),
    ]);
    expect(Object.fromEntries(inFile)).toEqual(Object.fromEntries(inCode));
  });

  it('are read from the most specific block, each with its place', () => {
    const yaml =
      'components: {nat: {share: 0.5}, egress: {enabled: false}}\ndeployments: {chat: {components: {nat: {share: 0.2}}}}';
    const { nat, egress, cdn } = assume(deployment(), yaml).components;
    expect(nat).toMatchObject({ enabled: true, share: { value: 0.2 } });
    expect(nat.share.origin.kind).toBe('assumptions');
    expect(egress.enabled).toBe(false);
    expect(cdn).toMatchObject({ enabled: false, share: { origin: { kind: 'default' } } });
  });
});

describe('terms of purchase', () => {
  it('that the documentation shows are read without a complaint', () => {
    const page = readFileSync(new URL('../../../docs/cost-model.md', import.meta.url), 'utf8');
    const example = /```yaml\n(purchase: reserved-1y[\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(readYaml(example).findings).toEqual([]);
    const { terms, purchase, hoursPerMonth, calendarHours } = assume(deployment(), example);
    expect(purchase?.value).toBe('spot');
    expect(terms.spot.onDemandShare.value).toBe(0.1);
    expect(terms.commitment.coverage.value).toBe(0.8);
    expect(terms.owned['h100-sxm']).toMatchObject({ price: { value: 280_000 }, watts: null });
    expect(hoursPerMonth.value).toBeCloseTo((calendarHours.value * 65) / 168);
  });
});
