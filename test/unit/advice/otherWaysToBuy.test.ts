import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, vllmDeployment } from '../../support/deploymentText.ts';
import { demandText, litellmText } from '../../support/gatewayTexts.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const selector = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const own = vllmDeployment({ model, selector, args: ['--max-model-len=8192'] });

const requests = (perDay: number, more: readonly string[] = []): string =>
  [
    'workload:',
    `  requestsPerDay: ${perDay}`,
    '  inputTokens: 1000',
    '  outputTokens: 200',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

const heldBack = (text: string, code: string, demand: string): string | undefined =>
  analysisOf(text, demand).deployments[0]?.heldBack.find((one) => one.code === code)?.reason;

describe('managed-api', () => {
  it('says what the traffic costs at the cheapest provider, and from which volume on hosting pays', () => {
    const finding = findingOf(own, 'managed-api', requests(2000));
    expect(finding?.message).toMatch(/costs \$\d+ a month here .* and \$\d\.\d+ at \w+/);
    expect(finding?.message).toMatch(/cheaper from [\d.]+ million requests a month on/);
    expect(finding?.fixes).toEqual([]);
    expect(finding?.tradeOffs.join()).toMatch(/go to the provider/);
  });

  it('is silent without traffic, with enough of it, and for weights of one’s own', () => {
    expect(findingOf(own, 'managed-api')).toBeUndefined();
    // The work of many millions of tokens an hour, which one L4 does cheaper than the price below buys.
    const busy = vllmDeployment({ model: 'BAAI/bge-large-en-v1.5', selector });
    expect(findingOf(busy, 'managed-api', requests(3_000_000))).toBeUndefined();
    const ours = vllmDeployment({ model: 's3://models/llama-3.1-8b-instruct', selector });
    expect(findingOf(ours, 'managed-api', requests(2000))).toBeUndefined();
  });

  it('is silent where the machine is one’s own', () => {
    const bought = `${requests(2000)}purchase: owned\nowned:\n  L4: { price: 3000 }\n`;
    expect(findingOf(own, 'managed-api', bought)).toBeUndefined();
  });
});

describe('self-host', () => {
  const llama = litellmText('bedrock/meta.llama3-70b-instruct-v1:0');
  const large =
    'workload:\n  requestsPerDay: 6000000\n  shape: steady\n  inputTokens: 3000\n  outputTokens: 600\n';

  it('says which replicas would answer an API bill, and what they cost', () => {
    const finding = findingOf(llama, 'self-host', large);
    expect(finding?.message).toMatch(/\d+ replicas of the model on \d × \S+ would answer them/);
    expect(finding?.fixes).toEqual([]);
    expect(finding?.tradeOffs[0]).toMatch(/run, update and watch/);
  });

  it('is silent for a small bill, for models without published weights, and without traffic', () => {
    expect(findingOf(llama, 'self-host', requests(2000))).toBeUndefined();
    expect(findingOf(litellmText('openai/gpt-4o'), 'self-host', large)).toBeUndefined();
    expect(findingOf(llama, 'self-host')).toBeUndefined();
  });
});

describe('offline-batch', () => {
  const gpt = litellmText('openai/gpt-4o');
  const batch = demandText(['latencyClass: batch']);

  it('says what the month costs in batches: half, by the price list', () => {
    const finding = findingOf(gpt, 'offline-batch', batch);
    expect(finding?.message).toMatch(/\$7,490 a month instead of \$15,000/);
    expect(finding?.fixes).toEqual([]);
  });

  it('has nothing to say of work that cannot wait, or that goes in batches already', () => {
    expect(findingOf(gpt, 'offline-batch', demandText())).toBeUndefined();
    expect(findingOf(gpt, 'offline-batch', `${batch}api: { batchShare: 1 }\n`)).toBeUndefined();
  });

  it('holds back where the price list knows no price for batches', () => {
    const other = litellmText('deepinfra/meta-llama/Llama-3.3-70B-Instruct');
    expect(heldBack(other, 'offline-batch', batch)).toMatch(/no price of batches/);
  });
});

const endpoint = (instanceType: string): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1-cpu-py310
        Environment: { HF_MODEL_ID: sentence-transformers/all-MiniLM-L6-v2, HF_TASK: feature-extraction }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - ModelName: !GetAtt Model.ModelName
          VariantName: all
          InitialInstanceCount: 1
          InstanceType: ${instanceType}
          InitialVariantWeight: 1
`;

describe('endpoints that wait most of the time', () => {
  const cpu = endpoint('ml.m5.xlarge');

  it('would cost less as serverless endpoints, with the cold start said', () => {
    const finding = findingOf(cpu, 'serverless', requests(2000));
    expect(finding?.message).toMatch(/SageMaker serverless endpoint it would cost about \$\d/);
    expect(finding?.tradeOffs[0]).toMatch(/cold start/);
    expect(finding?.fixes).toEqual([]);
  });

  it('stay where nobody can wait for a start', () => {
    const demand = requests(2000, ['latencyClass: real-time']);
    expect(heldBack(cpu, 'serverless', demand)).toMatch(/real-time/);
    const objective = requests(150, ['latency: { ttftMs: 800 }']);
    expect(heldBack(own, 'serverless', objective)).toMatch(
      /of the requests would wait .* and the latency objective allows 5% to be late/,
    );
    expect(heldBack(own, 'serverless', requests(150))).toMatch(/of the requests would wait/);
  });

  it('are compared with accelerators by the second for work that can wait', () => {
    const finding = findingOf(own, 'serverless', requests(150, ['latencyClass: batch']));
    expect(finding?.message).toMatch(/On (RunPod serverless|Cloud Run|Replicate) it would cost/);
  });

  it('are jobs where the work comes in batches', () => {
    const finding = findingOf(cpu, 'offline-batch', requests(60_000, ['latencyClass: batch']));
    expect(finding?.message).toMatch(
      /As a batch transform job it would take about \d+ instance-hours/,
    );
  });

  it('are left alone where nobody says how much they have to do', () => {
    for (const code of ['serverless', 'offline-batch', 'managed-api']) {
      expect(findingOf(cpu, code)).toBeUndefined();
      expect(findingOf(own, code)).toBeUndefined();
    }
  });
});
