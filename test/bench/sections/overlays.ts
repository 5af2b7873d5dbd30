import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import type { SourceDocument } from '../../../src/core/model/document.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { manifest } from '../manifest.ts';
import { median } from '../measure.ts';

const count = 40;

/** Overlays of one base, next to the same deployments written out one by one. */
export function benchOverlays(figures: Figures): void {
  const environment = testEnvironment();
  // A demand that leaves replicas idle: there is advice, and every fix is tried.
  const demand = { '.servingcost.yaml': 'workload: { requestsPerSecond: 1 }\n' };
  const time = (texts: Readonly<Record<string, string>>): number => {
    const documents = documentsOf({ ...texts, ...demand });
    return median(() => analyze(documents, environment, createAnalysisCache()), 3);
  };
  const written = time(plain());
  const overlaid = time(overlays());
  figures.time('a file each', written);
  figures.time(
    'overlays of one base',
    overlaid,
    `${(overlaid / written).toFixed(2)} × a file each`,
  );
}

function documentsOf(texts: Readonly<Record<string, string>>): readonly SourceDocument[] {
  return Object.entries(texts).map(([path, text]) => ({
    uri: `file:///bench/${path}`,
    version: 1,
    text,
  }));
}

function plain(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    numbers().map((index) => [
      `team-${index}/server.yaml`,
      manifest(1).replaceAll('llama-0', `llama-${index}`),
    ]),
  );
}

/** A base with one model server, and overlays that give it a length and a number of replicas of their own. */
function overlays(): Readonly<Record<string, string>> {
  const each = numbers().flatMap((index): [string, string][] => [
    [
      `overlays/team-${index}/kustomization.yaml`,
      `namespace: team-${index}
resources: [../../base]
images: [{ name: vllm/vllm-openai, newTag: v0.9.2 }]
patches: [{ path: patch.yaml }]
`,
    ],
    [
      `overlays/team-${index}/patch.yaml`,
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama-0 }
spec:
  replicas: ${1 + (index % 4)}
  template:
    spec:
      containers:
        - name: server
          args:
            - --model=meta-llama/Llama-3.1-8B-Instruct
            - --max-model-len=${4096 + index}
`,
    ],
  ]);
  return Object.fromEntries([
    ['base/kustomization.yaml', 'resources: [server.yaml]\n'],
    ['base/server.yaml', manifest(1)],
    ...each,
  ]);
}

function numbers(): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
