import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import type { Analysis, DeploymentAnalysis } from '../../../src/core/analysis.ts';
import { compareDeployment } from '../../../src/core/compare/compare.ts';
import { getHover } from '../../../src/core/index.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const demand = 'workload: { requestsPerSecond: 2, inputTokens: 500, outputTokens: 100 }\n';

function only({ deployments }: Analysis): DeploymentAnalysis {
  const [one] = deployments;
  if (one === undefined) throw new Error('nothing is deployed');
  return one;
}

/** What the assumptions file is told, as `line: message`. */
function said({ files }: Analysis): readonly string[] {
  return files.flatMap(({ file, findings }) =>
    findings.map(({ span, message }) => {
      const line = file.source.text.slice(0, span.start).split('\n').length;
      return `${line}: ${message}`;
    }),
  );
}

const llamaDimensions = `
    layers: 32
    hiddenSize: 4096
    attentionHeads: 32
    kvHeads: 8
    intermediateSize: 14336
    vocabularySize: 128256`;

describe('a model of one’s own', () => {
  const config = vllmDeployment({
    model: 'acme/support-8b',
    args: ['--max-model-len=8192'],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  });
  const estimateWith = (models: string) => only(analysisOf(config, `${demand}${models}`)).estimate;

  it('is unknown without a word about it', () => {
    expect(estimateWith('').model).toBeNull();
  });

  it('by its dimensions is that of the same dimensions', () => {
    const listed = only(
      analysisOf(config.replace('acme/support-8b', 'meta-llama/Llama-3.1-8B-Instruct'), demand),
    ).estimate;
    const own = estimateWith(`models:\n  acme/support-8b:${llamaDimensions}\n`);
    expect(own.model?.id).toBe('acme/support-8b');
    expect(own.model?.parameters ?? 0).toBeCloseTo(8.03e9, -7.5);
    expect(own.memory?.weightsGiB ?? 0).toBeCloseTo(listed.memory?.weightsGiB ?? NaN, 1);
    expect(own.monthly?.expected).toBeCloseTo(listed.monthly?.expected ?? NaN, 1);
    expect(own.performance?.capacity.requestsPerSecond ?? 0).toBeCloseTo(
      listed.performance?.capacity.requestsPerSecond ?? NaN,
      1,
    );
  });

  it('by the model it was made of', () => {
    const own = estimateWith(
      'models:\n  acme/support-8b: { base: meta-llama/Llama-3.1-8B-Instruct, quantization: fp8 }\n',
    );
    expect(own.model?.parameters).toBeCloseTo(8.03e9, -7.5);
    expect(own.memory?.weightsGiB ?? 0).toBeLessThan(10);
  });

  it('by its parameters alone, with nothing claimed of its cache', () => {
    const own = estimateWith('models:\n  acme/support-8b: { parameters: 7.6e9 }\n');
    expect(own.model?.parameters).toBe(7.6e9);
    expect(own.model?.architecture).toBeNull();
  });

  it('by a config.json below the assumptions file', () => {
    const documents = (path: string) => [
      { uri: 'file:///repo/serving.yaml', version: 1, text: config },
      {
        uri: 'file:///repo/.servingcost.yaml',
        version: 1,
        text: `models:\n  acme/support-8b: { config: ${path} }\n`,
      },
      {
        uri: 'file:///repo/models/support/config.json',
        version: 1,
        text: JSON.stringify({
          architectures: ['LlamaForCausalLM'],
          model_type: 'llama',
          num_hidden_layers: 32,
          hidden_size: 4096,
          num_attention_heads: 32,
          num_key_value_heads: 8,
          intermediate_size: 14336,
          vocab_size: 128256,
          torch_dtype: 'bfloat16',
        }),
      },
    ];
    const found = analyze(documents('models/support/config.json'), testEnvironment());
    expect(only(found).estimate.model).toMatchObject({
      id: 'acme/support-8b',
      source: 'models/support/config.json',
      family: 'llama',
    });
    expect(said(found)).toEqual([]);
    expect(said(analyze(documents('models/other/config.json'), testEnvironment()))).toEqual([
      '2: models/other/config.json was not found beside this file.',
    ]);
    expect(said(analyze(documents('../models/config.json'), testEnvironment()))).toEqual([
      '2: ../models/config.json does not lie below the folder of this file.',
    ]);
  });

  it('holds for the folder of its file and below, and nowhere else', () => {
    const text = `models:\n  acme/support-8b:${llamaDimensions}\n`;
    const analysis = analyze(
      [
        { uri: 'file:///repo/a/serving.yaml', version: 1, text: config },
        { uri: 'file:///repo/a/.servingcost.yaml', version: 1, text },
        { uri: 'file:///repo/b/serving.yaml', version: 1, text: config },
      ],
      testEnvironment(),
    );
    expect(analysis.deployments.map(({ estimate }) => estimate.model?.id ?? null)).toEqual([
      'acme/support-8b',
      null,
    ]);
  });

  it('is told where it is named', () => {
    const analysis = analysisOf(config, `models:\n  acme/support-8b:${llamaDimensions}\n`);
    const line = config.split('\n').findIndex((each) => each.includes('--model='));
    const hover = getHover(analysis, 'file:///repo/serving.yaml', { line, character: 30 });
    expect(JSON.stringify(hover)).toContain('acme/support-8b');
    expect(JSON.stringify(hover)).toContain('8.03 billion parameters');
  });

  it('that says too little is told so', () => {
    const analysis = analysisOf(config, 'models:\n  acme/support-8b: { layers: 32 }\n');
    expect(said(analysis)).toEqual([
      '2: acme/support-8b needs its config, its base, its parameters, or layers, hiddenSize, attentionHeads and vocabularySize.',
    ]);
  });
});

describe('an accelerator and a machine of one’s own', () => {
  const chip = `accelerators:
  NeuroChip-96:
    memoryGiB: 96
    bandwidthGBPerSecond: 2400
    teraflops: { bf16: 400, fp8: 800 }
    names: [neurochip]
instances:
  rack-n96-4:
    provider: other
    accelerator: NeuroChip-96
    accelerators: 4
    vcpus: 96
    memoryGiB: 768
    usdPerHour: 12
    source: contract 2026-17
    asOf: 2026-09-01
`;
  const config = vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    gpus: 4,
    args: ['--tensor-parallel-size=4'],
    selector: { 'node.kubernetes.io/instance-type': 'rack-n96-4' },
  });

  it('is what the deployment runs on, at its price, and says where that is from', () => {
    const { estimate } = only(analysisOf(config, demand + chip));
    const compute = estimate.components.find(({ category }) => category === 'compute');
    expect(estimate.hardware?.accelerator?.id).toBe('NeuroChip-96');
    expect(compute?.monthly?.expected).toBeCloseTo(12 * 730, 1);
    expect(JSON.stringify(compute?.inputs)).toContain('contract 2026-17');
    expect(estimate.memory?.fits).toBe(true);
    expect(estimate.performance?.capacity.requestsPerSecond ?? 0).toBeGreaterThan(0);
  });

  it('is nothing without its description', () => {
    const { estimate } = only(analysisOf(config, demand));
    expect(estimate.hardware?.instance?.instance.name).not.toBe('rack-n96-4');
    expect(estimate.byCategory.compute).not.toBeCloseTo(12 * 730, 1);
  });

  it('is one of the machines that others are compared with', () => {
    const l4 = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
    });
    const sold = chip
      .replace('provider: other', 'provider: gcp')
      .replace('    memoryGiB: 96', '    vendor: NVIDIA\n    memoryGiB: 96');
    const analysis = analysisOf(l4, demand + sold);
    const { instances } = compareDeployment(analysis, only(analysis).deployment.id);
    expect('reason' in instances ? [] : instances.rows.map(({ instance }) => instance)).toContain(
      'rack-n96-4',
    );
  });

  it('with an accelerator that nobody knows is left out, and told so', () => {
    const analysis = analysisOf(
      config,
      `${demand}${chip.replace('accelerator: NeuroChip-96', 'accelerator: Neuro')}`,
    );
    expect(said(analysis)).toEqual([
      '11: Neither the catalogue nor this file knows an accelerator Neuro.',
    ]);
  });

  it('is priced the same with a memory as without, whatever changes in it', () => {
    const cache = createAnalysisCache();
    for (const price of [12, 13, 13, 12]) {
      const documents = [
        { uri: 'file:///repo/serving.yaml', version: 1, text: config },
        {
          uri: 'file:///repo/.servingcost.yaml',
          version: price,
          text: demand + chip.replace('usdPerHour: 12', `usdPerHour: ${price}`),
        },
      ];
      const { estimate } = only(analyze(documents, testEnvironment(), cache));
      expect(estimate.byCategory.compute).toBeCloseTo(price * 730, 1);
    }
  });
});
