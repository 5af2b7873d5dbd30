import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../../support/environment.ts';

const uri = 'file:///repo/serving/vllm.yaml';
const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.9.1
          args: ["--model", "meta-llama/Llama-3.1-8B-Instruct", "--max-model-len=8192"]
          ports: [{ containerPort: 8000 }]
          resources:
            limits:
              nvidia.com/gpu: 1
`;

const findings = (documents: Parameters<typeof analyze>[0]) =>
  analyze(documents, testEnvironment()).deployments[0]?.findings ?? [];

describe('unknown-accelerator', () => {
  const [finding] = findings([{ uri, version: 1, text }]).filter(
    ({ code }) => code === 'unknown-accelerator',
  );

  it('stands on the number of accelerators', () => {
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe('1');
  });

  it('is settled by the assumptions file its first fix writes', () => {
    const [edit] = finding?.fixes[0]?.edits ?? [];
    expect(edit?.uri).toBe('file:///repo/serving/.servingcost.yaml');
    const written = { uri: edit?.uri ?? '', version: 1, text: applyEdits('', edit?.edits ?? []) };
    const after = analyze([{ uri, version: 1, text }, written], testEnvironment());
    expect(after.deployments[0]?.findings.map(({ code }) => code)).not.toContain(
      'unknown-accelerator',
    );
    expect(after.deployments[0]?.estimate.candidates).toEqual([]);
  });

  it('adds to an assumptions file that is there, and keeps what it says', () => {
    const assumptions = {
      uri: 'file:///repo/.servingcost.yaml',
      version: 1,
      text: '# ours\nversion: 1\nprovider: gcp # not aws\n',
    };
    const [fix] =
      findings([{ uri, version: 1, text }, assumptions]).find(
        ({ code }) => code === 'unknown-accelerator',
      )?.fixes ?? [];
    const [edit] = fix?.edits ?? [];
    expect(edit?.uri).toBe(assumptions.uri);
    const written = applyEdits(assumptions.text, edit?.edits ?? []);
    expect(written).toContain(assumptions.text.trimEnd());
    expect(written).toMatch(/deployments:\n {2}chat:\n {4}accelerator: /);
  });
});
