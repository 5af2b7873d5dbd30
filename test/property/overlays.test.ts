import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEditedFiles } from '../../src/core/model/fileIndex.ts';
import { readFile } from '../../src/core/formats/formats.ts';
import { testEnvironment } from '../support/environment.ts';
import type { ParsedFile } from '../../src/core/model/document.ts';
import { filesOf, vllmDeployment } from '../support/reading.ts';

const { catalog } = testEnvironment();

/** Two overlays of one base, and an autoscaler that is part of neither. */
const twoOverlays: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': 'resources:\n  - app.yaml\n',
  'base/app.yaml': vllmDeployment('', 'replicas: 1'),
  'east/kustomization.yaml': `namespace: east
resources: [../base]
patches: [{ path: size.yaml }]
`,
  'east/size.yaml': sizePatch(2),
  'west/kustomization.yaml': `namespace: west
resources: [../base]
patches: [{ path: size.yaml }]
configMapGenerator: [{ name: settings, literals: [LENGTH=4096] }]
`,
  'west/size.yaml': sizePatch(3),
  'scaler.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: 1
  maxReplicas: 5
`,
};

function sizePatch(replicas: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  replicas: ${replicas}
`;
}

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

  it('read after edits as the edited texts do from nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            path: fc.constantFrom(...Object.keys(twoOverlays)),
            at: fc.nat(),
            length: fc.nat(30),
            inserted: fc.constantFrom('', '7', '{{', '\n', ': ', '- ', '../west', '[', 'null'),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        (mutations) => {
          const before = filesOf(twoOverlays);
          const deployments = (files: readonly ParsedFile[]) =>
            files.flatMap((file) =>
              readFile(file, { catalog, files }).deployments.map(({ deployment }) => deployment),
            );
          // What is known of the files before must not show in what is read after.
          expect(deployments(before)).toHaveLength(2);
          let edited: Readonly<Record<string, string>> = twoOverlays;
          let files: readonly ParsedFile[] = before;
          for (const { path, at, length, inserted } of mutations) {
            const text = edited[path] ?? '';
            const start = at % (text.length + 1);
            const mutated = text.slice(0, start) + inserted + text.slice(start + length);
            edited = { ...edited, [path]: mutated };
            files = withEditedFiles(files, filesOf({ [path]: mutated }));
          }
          expect(deployments(files)).toEqual(deployments(filesOf(edited)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are read without those that an edit has no part in, where only these are wanted', () => {
    const files = filesOf(twoOverlays);
    const base = files.find(({ source }) => source.uri.endsWith('base/app.yaml'));
    if (base === undefined) throw new Error('There is no base.');
    const namespaces = (...edited: string[]) =>
      readFile(base, {
        catalog,
        files,
        edited: new Set(edited.map((path) => `file:///repository/${path}`)),
      }).deployments.map(({ deployment }) => deployment.namespace);
    expect(namespaces('west/size.yaml')).toEqual(['west']);
    expect(namespaces('base/app.yaml')).toEqual(['east', 'west']);
    expect(namespaces('west/size.yaml', 'scaler.yaml')).toEqual(['east', 'west']);
  });
});
