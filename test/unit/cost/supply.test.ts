import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import type { Deployment, Supply } from '../../../src/core/model/deployment.ts';
import type { CostEstimate } from '../../../src/core/model/estimate.ts';
import {
  component,
  deployment,
  environment,
  gpus,
  priced,
  scaled,
  stated,
} from '../../support/costDeployments.ts';

const catalog = createCatalog(bundledCatalogText);
const real = { ...environment, catalog };
const nowhere = deployment().placement;
const load =
  'workload: {requestsPerSecond: 2, shape: steady, inputTokens: 1000, outputTokens: 100}';

function estimate(of: Partial<Deployment>, yaml = ''): CostEstimate {
  return priced(deployment(of), yaml, real);
}

function managed(
  platform: 'aws-sagemaker' | 'gcp-vertex' | 'azure-ml' | 'hf-endpoints' | 'databricks',
  name: string | null,
): Supply {
  return { kind: 'managed', platform, instanceType: name === null ? null : stated(name) };
}

const compute = (of: CostEstimate): number | null | undefined =>
  component(of, 'Compute').monthly?.expected;

describe('managed instances', () => {
  it('are paid whole, at the platform’s price', () => {
    const two = { min: stated(2), max: stated(2), autoscaler: null };
    const supply = managed('aws-sagemaker', 'ml.g5.xlarge');
    const of = estimate({ supply, accelerator: gpus('A10G'), replicas: two });
    expect(compute(of)).toBeCloseTo(2 * 1.4084 * 730);
    expect(of.hardware?.instance?.instance.name).toBe('ml.g5.xlarge');
    expect(of.hardware?.accelerator?.id).toBe('A10G');
    expect(of.performance).not.toBeNull();
  });

  it('cost in another region the machine’s price there times the platform’s factor, and say so', () => {
    const supply = managed('aws-sagemaker', 'ml.g5.xlarge');
    const placement = { ...nowhere, region: stated('eu-west-1') };
    const found = component(estimate({ supply, placement }), 'Compute');
    const machine = catalog.instance('g5.xlarge', 'aws');
    const price = machine && catalog.price(machine, 'eu-west-1')?.onDemand;
    expect(found.monthly?.expected).toBeCloseTo(1.4 * (price ?? 0) * 730, 1);
    const list = found.inputs.find(({ name }) => name === 'on-demand price');
    expect(JSON.stringify(list?.origin)).toContain('1.40 x');
  });

  it('that the list lacks take the factor of their family or of machines like them', () => {
    const price = catalog.managed('aws-sagemaker', 'ml.m6a.xlarge', 'us-east-1');
    const machine = catalog.instance('m6a.xlarge', 'aws');
    const own = machine && catalog.price(machine, 'us-east-1')?.onDemand;
    expect(price?.perHour).toBeCloseTo(1.2 * (own ?? 0), 3);
    expect(price?.source).toContain('median factor');
    expect(catalog.managed('aws-sagemaker', 'ml.zz9.plural', 'us-east-1')).toBeNull();
  });

  it('on Vertex add what is attached to a machine', () => {
    const supply = managed('gcp-vertex', 'n1-standard-4');
    const alone = compute(estimate({ supply })) ?? 0;
    const withT4 = estimate({ supply, accelerator: gpus('T4', 2) });
    expect(alone).toBeCloseTo(0.2185 * 730);
    expect(compute(withT4)).toBeCloseTo((0.2185 + 2 * 0.4025) * 730);
    expect(withT4.hardware?.instance?.instance.acceleratorCount).toBe(2);
  });

  it('on Azure ML cost what the machine does', () => {
    const supply = managed('azure-ml', 'Standard_NC24ads_A100_v4');
    const of = estimate({ supply, accelerator: gpus('A100-PCIe-80') });
    expect(compute(of)).toBeCloseTo(3.673 * 730);
    const list = component(of, 'Compute').inputs.find(({ name }) => name === 'on-demand price');
    expect(JSON.stringify(list?.origin)).toContain('Azure ML charges 1 ×');
  });

  it('on Hugging Face cost what the vendor’s list says', () => {
    const supply = managed('hf-endpoints', 'nvidia-l4 x1');
    expect(compute(estimate({ supply }))).toBeCloseTo(0.8 * 730);
    const placement = { ...nowhere, provider: stated('gcp' as const) };
    expect(compute(estimate({ supply, placement }))).toBeCloseTo(0.7 * 730);
  });

  it.each([
    ['databricks', 'GPU_MEDIUM', 'no public price of GPU_MEDIUM on databricks is known'],
    ['aws-sagemaker', 'ml.unheard.of', 'instance type ml.unheard.of is not known'],
    ['aws-sagemaker', null, 'the instance type is not stated'],
  ] as const)('without a price are open: %s %s', (platform, name, phrase) => {
    const of = estimate({ supply: managed(platform, name) });
    expect(of.monthly === null || of.lowerBound).toBe(true);
    expect(compute(of)).toBeUndefined();
    expect(of.missing.join()).toContain(phrase);
  });

  it('name the accelerator where the platform chooses the machine by it', () => {
    const of = estimate({ supply: managed('databricks', null), accelerator: gpus('A10G') });
    expect(of.missing).toEqual(['no public price of A10G on databricks is known']);
  });

  it('pay no control plane and no load balancer of their own', () => {
    const names = estimate({ supply: managed('aws-sagemaker', 'ml.g5.xlarge') }).components.map(
      ({ name }) => name,
    );
    expect(names).not.toContain('Control plane');
    expect(names).not.toContain('Load balancer');
    expect(names).toContain('Log ingestion');
  });
});

describe('commitments on Google Cloud', () => {
  it('that are listed against the price of a whole month of use count from the list price', () => {
    const of = (purchase: string): number =>
      compute(
        estimate(
          { placement: { ...nowhere, instanceType: stated('n2-standard-4') }, cpuCores: stated(3) },
          `purchase: ${purchase}`,
        ),
      ) ?? NaN;
    expect(1 - of('reserved-1y') / of('on-demand')).toBeCloseTo(1 - 0.8 * (1 - 0.213), 6);
  });
});

describe('node pools', () => {
  it('are nodes at their price, from the least to the most', () => {
    const placement = {
      ...nowhere,
      instanceType: stated('g6.xlarge'),
      purchase: stated('spot' as const),
    };
    const model = { id: null, location: null };
    const of = priced(
      deployment({ supply: { kind: 'nodes' }, placement, model, replicas: scaled(1, 4) }),
    );
    const found = component(of, 'Compute').monthly;
    expect(found?.min).toBeCloseTo(0.4 * 730);
    expect(found?.max).toBeCloseTo(4 * 0.4 * 730);
    expect(of.components.map(({ name }) => name)).toEqual(['Compute, g6.xlarge', 'Node disks']);
  });
});

describe('serverless', () => {
  const sagemaker: Supply = {
    kind: 'serverless',
    platform: 'aws-sagemaker',
    concurrency: stated(5),
    provisioned: null,
    idleSeconds: null,
  };
  const small = { supply: sagemaker, memoryGiB: stated(4) };
  const busy = `${load}\nserverless: {secondsPerRequest: 0.5}`;

  it('on SageMaker bills gigabyte-seconds of requests, and their data', () => {
    const of = estimate(small, busy);
    // Two requests a second of half a second each: one instance all month.
    expect(component(of, 'Serverless').monthly?.expected).toBeCloseTo(4 * 2e-5 * 730 * 3600);
    expect(component(of, 'Serverless').monthly?.min).toBe(0);
    expect(component(of, 'Data in and out').monthly?.expected).toBeGreaterThan(0);
    expect(of.lowerBound).toBe(false);
  });

  it('is open where traffic, time or memory are not known: never nothing', () => {
    const open = (of: Partial<Deployment>, yaml: string): string =>
      estimate(of, yaml).missing.join();
    expect(open(small, '')).toContain('workload.requestsPerSecond');
    expect(open(small, load)).toContain('serverless.secondsPerRequest');
    expect(open({ supply: sagemaker }, busy)).toContain('memory of the serverless endpoint');
    expect(component(estimate(small, ''), 'Serverless').monthly).toBeNull();
  });

  it('has no price for what SageMaker keeps warm', () => {
    const supply: Supply = { ...sagemaker, provisioned: stated(1) };
    const of = estimate({ ...small, supply }, busy);
    expect(component(of, 'Instances kept warm').monthly).toBeNull();
    expect(of.lowerBound).toBe(true);
  });

  const runpod: Supply = {
    kind: 'serverless',
    platform: 'runpod',
    concurrency: stated(1),
    provisioned: null,
    idleSeconds: stated(5),
  };

  it('of accelerators bills instances while they are up, idle seconds and starts with them', () => {
    const rare =
      'workload: {requestsPerSecond: 0.001, shape: steady}\nserverless: {secondsPerRequest: 2}\ncoldStart: {seconds: 10}';
    const of = estimate({ supply: runpod, accelerator: gpus('H100-SXM') }, rare);
    const found = component(of, 'Serverless');
    // About 17 s for each of 2.6 thousand requests, which hardly overlap.
    const requests = 0.001 * 730 * 3600;
    expect(found.monthly?.expected).toBeGreaterThan(requests * 16 * 0.00116);
    expect(found.monthly?.expected).toBeLessThan(requests * 18 * 0.00116);
  });

  it('of an accelerator nobody lists has no price', () => {
    const of = estimate(
      { supply: { ...runpod, platform: 'replicate' }, accelerator: gpus('L4') },
      busy,
    );
    expect(component(of, 'Serverless').monthly).toBeNull();
    expect(of.missing.join()).toContain('on replicate');
  });

  it('on Cerebrium adds CPU and memory, with an accelerator and without', () => {
    const supply: Supply = { ...runpod, platform: 'cerebrium', provisioned: stated(1) };
    const parts = { supply, cpuCores: stated(6), memoryGiB: stated(20) };
    const warm = (change: Parameters<typeof estimate>[0]) =>
      component(estimate({ ...parts, ...change }, busy), 'Instances kept warm');
    const rest = 6 * 0.00000655 + 20 * 0.00000222;
    const month = 730 * 3600;
    expect(warm({ accelerator: gpus('A10', 2) }).monthly?.expected).toBeCloseTo(
      (2 * 0.000306 + rest) * month,
      4,
    );
    expect(warm({}).monthly?.expected).toBeCloseTo(rest * month, 4);
    expect(warm({ cpuCores: null }).formula).toBe('the CPU of the app is not stated');
    expect(warm({ memoryGiB: null }).formula).toBe('the memory of the app is not stated');
    expect(warm({ accelerator: gpus('Inferentia2') }).monthly).toBeNull();
  });

  it('on Cloud Run adds CPU, memory and accelerator', () => {
    const supply: Supply = { ...runpod, platform: 'gcp-cloud-run', provisioned: stated(1) };
    const of = estimate(
      { supply, accelerator: gpus('L4'), cpuCores: stated(8), memoryGiB: stated(32) },
      `${busy}\ncoldStart: {seconds: 0}`,
    );
    const second = 8 * 2.4e-5 + 32 * 2.5e-6 + 0.0001867;
    expect(component(of, 'Instances kept warm').monthly?.expected).toBeCloseTo(
      second * 730 * 3600,
      4,
    );
    expect(component(of, 'Serverless').monthly?.expected).toBeCloseTo(0, 6);
  });
});

describe('hosted models', () => {
  const supply = (model: string, provider: string | null): Supply => ({
    kind: 'api',
    model: stated(model),
    provider: provider === null ? null : stated(provider),
  });
  const gpt = { supply: supply('gpt-4o', 'openai') };

  it('cost their tokens', () => {
    const of = estimate(gpt, load);
    const requests = 2 * 730 * 3600;
    expect(component(of, 'Input tokens').monthly?.expected).toBeCloseTo(
      requests * 1000 * 2.5e-6,
      3,
    );
    expect(component(of, 'Output tokens').monthly?.expected).toBeCloseTo(requests * 100 * 10e-6, 3);
    expect(of.monthly?.expected).toBeCloseTo(requests * 0.0035, 2);
    expect(of.unit.perThousandRequests).toBeCloseTo(3.5);
    expect(of.unit.perMillionInputTokens).toBeCloseTo(2.5);
    expect(of.unit.perMillionOutputTokens).toBeCloseTo(10);
    expect(of.lowerBound).toBe(false);
  });

  it('take their share of the traffic, cached input and batches at their prices', () => {
    const month = (yaml: string, of: Partial<Deployment> = gpt): number =>
      estimate(of, yaml).monthly?.expected ?? NaN;
    const whole = month(load);
    expect(month(load, { ...gpt, trafficShare: stated(0.25) })).toBeCloseTo(whole / 4, 3);
    const cached = month(load.replace('{', '{cachedPrefixShare: 0.5, '));
    expect(cached).toBeCloseTo(2 * 730 * 3600 * (500 * 2.5e-6 + 500 * 1.25e-6 + 100 * 10e-6), 2);
    const batch = estimate(gpt, `${load}\napi: {batchShare: 1}`);
    expect(batch.monthly?.expected).toBeCloseTo(whole / 2, 2);
  });

  it('have no cost of a picture where next to none is drawn and other things are paid', () => {
    const of = priced(
      deployment({ supply: supply('acme-draw', null) }),
      'workload: {requestsPerSecond: 5e-324}\ncomponents: {engineering: {hoursPerMonth: 1, usdPerHour: 1}}',
    );
    expect(of.monthly?.expected).toBeCloseTo(1);
    expect(of.unit.perImage).toBeNull();
  });

  it('pay for long prompts what the list says', () => {
    const of = estimate(
      { supply: supply('claude-sonnet-4-5', 'anthropic') },
      'workload: {requestsPerSecond: 1, inputTokens: 300000, outputTokens: 100}',
    );
    expect(component(of, 'Input tokens').unitPrice).toBe(6);
    expect(component(of, 'Output tokens').unitPrice).toBe(22.5);
  });

  it('have unit costs without traffic, and no month', () => {
    const of = estimate(gpt);
    expect(of.monthly).toBeNull();
    expect(of.unit.perThousandRequests).not.toBeNull();
    expect(of.missing.join()).toContain('requests to gpt-4o are not stated');
  });

  it('are found by the names gateways give them', () => {
    for (const [model, provider] of [
      ['openai/gpt-4o', null],
      ['gpt-4o', 'azure-openai'],
      ['azure/gpt-4o', null],
      ['anthropic.claude-sonnet-4-20250514-v1:0', 'bedrock'],
      ['vertex_ai/claude-3-5-haiku', null],
    ] as const) {
      expect(estimate({ supply: supply(model, provider) }, load).lowerBound, model).toBe(false);
    }
  });

  it('are open where the list lacks them', () => {
    const of = estimate({ supply: supply('gpt-99', 'openai') }, load);
    expect(of.monthly).toBeNull();
    expect(of.missing).toEqual(['no price of gpt-99 at openai is known']);
  });

  it('sold by the image or second count these', () => {
    const image = estimate({ supply: supply('imagen-3.0-generate-002', null) }, load);
    expect(image.components[0]?.unit).toBe('images');
    const speech = { supply: supply('whisper', 'deepgram') };
    expect(estimate(speech, load).missing.join()).toContain('api.unitsPerRequest');
    const minute = estimate(speech, load.replace('{', '{audioSeconds: 60, '));
    expect(minute.monthly?.expected).toBeCloseTo(2 * 730 * 3600 * 60 * 0.0001, 2);
  });
});

describe('units of throughput', () => {
  const units = (unit: string, platform: 'aws-bedrock' | 'azure-openai'): Supply => ({
    kind: 'units',
    platform,
    unit,
    count: stated(2),
  });
  const model = { id: stated('cohere.command-text-v14'), location: null };

  it('cost what the list has of them, and are open else', () => {
    const supply = units('model unit, 6-month commitment', 'aws-bedrock');
    const known = estimate({ supply, model });
    expect(known.monthly?.expected).toBeCloseTo(2 * 0.0066027 * 3600 * 730, 2);
    const open = estimate({ supply: units('PTU', 'azure-openai'), model });
    expect(open.monthly).toBeNull();
    expect(open.missing.join()).toContain('no public price of a PTU');
  });
});

describe('capacity that may be none', () => {
  it('is the least there is, and said to be, where nobody knows what runs', () => {
    const of = priced(
      deployment({
        accelerator: gpus('L4'),
        model: { id: null, location: null },
        replicas: scaled(0, 4),
      }),
    );
    expect(compute(of)).toBe(0);
    expect(of.lowerBound).toBe(true);
    expect(of.missing).toEqual(['how many replicas run between none and 4']);
    const measured = priced(
      deployment({ accelerator: gpus('L4'), replicas: scaled(0, 4) }),
      'deployments: {chat: {replicas: 0}}',
    );
    expect(measured.lowerBound).toBe(false);
  });
});

describe('the cloud', () => {
  it('is the one whose region the config names', () => {
    const placement = { ...nowhere, region: stated('us-central1') };
    const of = estimate({ accelerator: gpus('L4'), placement });
    expect(of.hardware?.instance?.instance.provider).toBe('gcp');
  });
});
