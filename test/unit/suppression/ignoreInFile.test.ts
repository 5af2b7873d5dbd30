import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { ignoreInFileEdits } from '../../../src/core/analysis/ignoreInFile.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../../support/environment.ts';

function noted(name: string, text: string, reason = 'a\nreason') {
  const analysis = analyze([{ uri: `file:///repo/${name}`, version: 1, text }], testEnvironment());
  const [one] = analysis.deployments;
  if (one === undefined) throw new Error('nothing is deployed');
  const files = analysis.files.map(({ file }) => file);
  const proposal = ignoreInFileEdits(one.deployment, 'spot', reason, files);
  if ('refused' in proposal) return proposal.refused;
  const after = applyEdits(text, proposal.edits[0]?.edits ?? []);
  const again = analyze(
    [{ uri: `file:///repo/${name}`, version: 2, text: after }],
    testEnvironment(),
  );
  expect(again.deployments[0]?.suppressed.map(({ code }) => code)).toEqual(['spot']);
  expect(again.deployments.slice(1).flatMap(({ suppressed }) => suppressed)).toEqual([]);
  return after;
}

const compose = `services:\r
  web:\r
    image: nginx\r
  chat:\r
    image: vllm/vllm-openai:v0.9.1\r
    command: --model meta-llama/Llama-3.1-8B-Instruct\r
  other:\r
    image: vllm/vllm-openai:v0.9.1\r
    command: --model meta-llama/Llama-3.1-8B-Instruct\r
`;
const terraform = `resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "main"
    model_name             = "chat"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 1
  }
}
`;
const object = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'vllm',
            image: 'vllm/vllm-openai:v0.9.1',
            args: ['--model=meta-llama/Llama-3.1-8B-Instruct'],
            resources: { limits: { 'nvidia.com/gpu': 1 } },
          },
        ],
      },
    },
  },
});

describe('a comment above a deployment', () => {
  it('goes above its key in Compose, with the line breaks of the file', () => {
    expect(noted('compose.yaml', compose)).toBe(
      compose.replace('  chat:', '  # serving-cost: ignore[spot] a reason\r\n  chat:'),
    );
  });

  it('goes above a block of Terraform', () => {
    expect(noted('main.tf', terraform)).toContain('# serving-cost: ignore[spot] a reason\n');
  });

  it('may end on a day', () => {
    expect(noted('main.tf', terraform, 'until 2027-01-31 contract')).toContain(
      'ignore[spot] until 2027-01-31 contract\n',
    );
  });

  it.each([
    ['in JSON, which has no comments', 'a.json', JSON.stringify(object('chat'), null, 2)],
    ['in the midst of a flow collection of one line', 'a.json', JSON.stringify([object('a')])],
  ])('is refused %s', (_, name, text) => {
    expect(noted(name, text)).toMatch(/no comments/);
  });
});
