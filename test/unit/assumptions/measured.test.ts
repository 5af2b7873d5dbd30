import { describe, expect, it } from 'vitest';
import { originText } from '../../../src/core/features/originText.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const text = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  selector: l4,
  replicas: 2,
  args: ['--max-model-len=8192'],
});

const times = `source: vLLM at prometheus.example.com
        from: 2026-11-20
        to: 2026-11-27`;
const measured = (values: string, stated = ''): string => `version: 1
${stated.startsWith('top') ? 'workload: { requestsPerSecond: 9, shape: steady }\n' : ''}deployments:
  chat:
${stated.startsWith('block') ? '    workload: { requestsPerSecond: 7 }\n' : ''}    measured:
      production:
        ${times}
${values
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
`;

const day = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 1 : 5));
const demand = `requestsPerSecond: 1.5
inputTokens: { mean: 812, p95: 2400 }
outputTokens: 204
series: [${day.join(', ')}]
peakFactor: 1.4
cachedPrefixShare: 0.4`;

function workloadWith(assumptions: string, config = text) {
  const one = analysisOf(config, assumptions).deployments[0];
  if (one === undefined) throw new Error('There is no deployment.');
  return one.workload;
}

describe('what was measured in production', () => {
  it('counts instead of defaults, each value with who measured it and when', () => {
    const workload = workloadWith(measured(demand));
    expect(workload.requestsPerSecond.value).toBe(1.5);
    expect(workload.inputTokens.value).toBe(812);
    expect(workload.inputTokensP95?.value).toBe(2400);
    expect(workload.outputTokens.value).toBe(204);
    expect(workload.shape.value).toBe('measured');
    expect(workload.series?.value).toEqual(day);
    expect(workload.peakFactor.value).toBe(1.4);
    expect(workload.cachedPrefixShare?.value).toBe(0.4);
    const said = originText(workload.requestsPerSecond.origin, () => '');
    expect(said).toBe('measured from 2026-11-20 to 2026-11-27, vLLM at prometheus.example.com');
  });

  it('counts before what is stated for all, and behind what is stated for the deployment', () => {
    const above = workloadWith(measured(demand, 'top'));
    expect(above.requestsPerSecond.value).toBe(1.5);
    expect(above.shape.value).toBe('measured');
    const own = workloadWith(measured(demand, 'block'));
    expect(own.requestsPerSecond).toMatchObject({ value: 7, origin: { kind: 'assumptions' } });
    expect(own.inputTokens.value).toBe(812);
    const said = text.replace('  name: chat', '  # serving-cost: 3 rps\n  name: chat');
    expect(workloadWith(measured(demand), said).requestsPerSecond.value).toBe(3);
  });

  it('is a rate over all hours, and counts in those in which the deployment runs', () => {
    const office = measured(demand).replace('version: 1', 'version: 1\nschedule: business-hours');
    const { requestsPerSecond } = workloadWith(office);
    expect(requestsPerSecond.value).toBeCloseTo((1.5 * 168) / 65, 6);
    expect(requestsPerSecond.origin).toMatchObject({
      kind: 'derived',
      formula: '1.5 req/s measured from 2026-11-20 to 2026-11-27 × 730 h / 282 h in which it runs',
    });
  });

  it('says so in the report, for people and for machines, with the line', () => {
    const report = getReport(analysisOf(text, measured(demand)), { base: 'file:///repo' });
    const requests = report.deployments[0]?.assumptions.find(({ field }) => field === 'requests');
    expect(requests).toEqual({
      field: 'requests',
      value: 1.5,
      unit: 'req/s',
      origin: 'measured',
      from: 'measured from 2026-11-20 to 2026-11-27, vLLM at prometheus.example.com',
      file: '.servingcost.yaml',
      line: 9,
      asOf: null,
      measured: {
        source: 'vLLM at prometheus.example.com',
        from: '2026-11-20',
        to: '2026-11-27',
      },
    });
    expect(report.deployments[0]?.workload.stated).toBe(true);
  });

  it('may stand in a file of its own beside the assumptions', () => {
    const documents = [{ uri: 'file:///repo/serving.yaml', version: 1, text }];
    const measurements = { uri: 'file:///tmp/measured.yaml', version: 0, text: measured(demand) };
    const stated = {
      uri: 'file:///repo/.servingcost.yaml',
      version: 1,
      text: 'version: 1\nregion: us-east4\nworkload: { requestsPerSecond: 40, growthPerMonth: 0.1 }\n',
    };
    const analysis = analyze([...documents, stated], { ...testEnvironment(), measurements });
    const workload = analysis.deployments[0]?.workload;
    expect(workload?.requestsPerSecond.value).toBe(1.5);
    expect(workload?.growthPerMonth?.value).toBe(0.1);
    const report = getReport(analysis, { base: 'file:///repo' });
    const requests = report.deployments[0]?.assumptions.find(({ field }) => field === 'requests');
    expect(requests).toMatchObject({ origin: 'measured', line: 9 });
    expect(requests?.file).toContain('measured.yaml');
  });

  it('is complained about where it cannot be, value by value', () => {
    const analysis = analysisOf(text, measured(`${demand}\nreplicas: -1\ngpuUtilization: 41`));
    const messages = analysis.files.flatMap(({ findings }) => findings.map((one) => one.message));
    expect(messages).toEqual([
      'deployments.chat.measured.production.replicas must be at least 0.',
      'deployments.chat.measured.production.gpuUtilization must be at most 1.',
    ]);
    expect(analysis.deployments[0]?.workload.requestsPerSecond.value).toBe(1.5);
  });
});

describe('a variant that takes a share of the traffic', () => {
  const canary = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: chat }
spec:
  predictor:
    canaryTrafficPercent: 10
    model:
      modelFormat: { name: huggingface }
      args: ["--model_id=meta-llama/Llama-3.1-8B-Instruct"]
      resources: { limits: { nvidia.com/gpu: 1 } }
`;

  it('had the measured traffic itself, and gets its share of the stated', () => {
    expect(workloadWith(measured(demand), canary).requestsPerSecond.value).toBe(1.5);
    expect(
      workloadWith(measured('replicas: 1', 'block'), canary).requestsPerSecond.value,
    ).toBeCloseTo(0.7);
  });
});
