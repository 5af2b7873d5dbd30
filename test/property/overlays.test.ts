import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import { testEnvironment } from '../support/environment.ts';
import { filesOf, vllmDeployment } from '../support/reading.ts';

const { catalog } = testEnvironment();

const texts: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': 'resources:\n  - app.yaml\n',
  'base/app.yaml': vllmDeployment('', 'replicas: 1'),
  'prod/kustomization.yaml': `resources: [../base]
patches:
  - path: size.yaml
  - target: { kind: Deployment }
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --max-model-len=2048
images: [{ name: vllm/vllm-openai, newTag: v0.11.0 }]
replicas: [{ name: chat, count: 3 }]
`,
  'prod/size.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
      containers:
        - name: server
          env: [{ name: HF_HOME, value: /models }]
`,
};

describe('overlays', () => {
  it('never throw on texts cut anywhere, and place every value inside a file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(texts)),
        fc.nat(),
        fc.nat(40),
        fc.constantFrom('', '{{', '"', '\t', '- ', ': ', '&a ', '*a', '../', '[', 'null'),
        (path, at, length, inserted) => {
          const text = texts[path] ?? '';
          const start = at % (text.length + 1);
          const mutated = text.slice(0, start) + inserted + text.slice(start + length);
          const files = filesOf({ ...texts, [path]: mutated });
          for (const file of files) {
            for (const read of readFile(file, { catalog, files }).deployments) {
              expect(read.deployment.span.end).toBeLessThanOrEqual(file.source.text.length);
              expect(read.deployment.nameSpan.end).toBeLessThanOrEqual(file.source.text.length);
              const origin = read.deployment.replicas.min.origin;
              const home = files.find(
                ({ source }) => origin.kind === 'config' && source.uri === origin.uri,
              );
              if (origin.kind === 'config') {
                expect(origin.span.end).toBeLessThanOrEqual(home?.source.text.length ?? -1);
              }
              read.propose([
                { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' },
                { kind: 'set-replicas', min: 2, max: 2 },
                { kind: 'use-spot', provider: 'azure' },
              ]);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
