import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import type { ReadDeployment } from '../../src/core/formats/format.ts';
import type { Change } from '../../src/core/model/change.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { ParsedFile } from '../../src/core/model/document.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed } from './corpus.ts';

const { catalog } = testEnvironment();

const FAMILIES =
  /^(k8s-|knative|kserve-|leaderworkerset|nim-|dynamo|kubeai|kaito|rayservice|seldon|helm-|vllm-production|llmd-|sagemaker-|azureml|databricks|truss|dstack|skypilot|cog|cerebrium|runpod|compose)/;

interface Wish {
  readonly change: Change;
  /** True when the deployment is as the change wants it. */
  holds(deployment: Deployment): boolean;
}

const wishes: readonly Wish[] = [
  {
    change: { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' },
    holds: ({ settings }) => settings.quantization?.value === 'fp8',
  },
  {
    change: { kind: 'set-engine-setting', setting: 'maxModelLength', value: 3072 },
    holds: ({ settings }) => settings.maxModelLength?.value === 3072,
  },
  {
    change: { kind: 'set-engine-setting', setting: 'maxSequences', value: 17 },
    holds: ({ settings }) => settings.maxSequences?.value === 17,
  },
  {
    change: { kind: 'set-engine-setting', setting: 'enforceEager', value: null },
    holds: ({ settings }) => settings.enforceEager === undefined,
  },
  {
    change: { kind: 'set-engine-setting', setting: 'prefixCaching', value: false },
    holds: ({ settings }) => settings.prefixCaching?.value === false,
  },
  {
    change: { kind: 'set-engine-setting', setting: 'maxModelLength', value: null },
    holds: ({ settings }) => settings.maxModelLength === undefined,
  },
  {
    change: { kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' },
    holds: ({ model }) => model.id?.value === 'Qwen/Qwen2.5-7B-Instruct-AWQ',
  },
  {
    change: { kind: 'use-spot', provider: 'gcp' },
    holds: ({ placement }) => placement.purchase?.value === 'spot',
  },
  {
    change: { kind: 'use-spot', provider: 'azure' },
    // Pods need a toleration as well.
    holds: ({ format, placement }) =>
      placement.purchase?.value === 'spot' &&
      (placement.spotPermitted !== null || !/^(kubernetes|kserve)$/.test(format)),
  },
  {
    change: { kind: 'name-accelerator', accelerator: 'L4', provider: 'gcp' },
    holds: ({ accelerator }) => accelerator?.product?.value === 'L4',
  },
  {
    change: { kind: 'name-accelerator', accelerator: 'A100-SXM-80', provider: 'aws' },
    holds: ({ accelerator }) => accelerator?.product?.value === 'A100-SXM-80',
  },
  {
    change: { kind: 'name-accelerator', accelerator: 'H100-SXM', provider: 'other' },
    holds: ({ accelerator }) => accelerator?.product?.value === 'H100-SXM',
  },
  {
    change: { kind: 'set-accelerator-count', count: 4 },
    holds: ({ accelerator }) => accelerator?.count.value === 4,
  },
  {
    change: { kind: 'set-replicas', min: 3 },
    holds: ({ replicas }) => replicas.min.value === 3,
  },
  {
    change: {
      kind: 'autoscale',
      min: 2,
      max: 7,
      target: 24,
      load: { requestsPerSecond: 24, busyShare: 0.24 },
    },
    holds: ({ replicas: { min, max, autoscaler } }) =>
      min.value === 2 && max?.value === 7 && (autoscaler?.target?.value ?? 24) === 24,
  },
  {
    change: { kind: 'autoscale', min: 1, max: 4, target: null },
    holds: ({ replicas: { min, max } }) => min.value === 1 && max?.value === 4,
  },
  {
    change: { kind: 'autoscale', min: 0, max: 4, target: null },
    holds: ({ replicas: { min, max } }) => min.value === 0 && max?.value === 4,
  },
  {
    change: { kind: 'set-region', region: 'europe-west4' },
    holds: ({ placement }) => placement.region?.value === 'europe-west4',
  },
];

interface Outcome {
  readonly proposed: number;
  readonly wrong: readonly string[];
}

function tryAll(wish: Wish): Outcome {
  const wrong: string[] = [];
  let proposed = 0;
  for (const { file, read, path } of deployments) {
    const label = `${path} ${read.deployment.name}`;
    const proposal = read.propose([wish.change]);
    if ('refused' in proposal) continue;
    proposed++;
    const after = applied(
      file,
      proposal.edits.flatMap(({ edits }) => edits),
    );
    const again = find(after, read.deployment.id);
    if (!again) wrong.push(`${label}: gone`);
    else if (!wish.holds(again.deployment)) wrong.push(`${label}: not as wanted`);
    else {
      if (commentsOf(after.source.text) !== commentsOf(file.source.text)) {
        wrong.push(`${label}: comments changed`);
      }
      if (after.problems.length > file.problems.length) wrong.push(`${label}: does not parse`);
      const twice = again.propose([wish.change]);
      if ('edits' in twice && twice.edits.length > 0) wrong.push(`${label}: changes again`);
    }
  }
  return { proposed, wrong };
}

const deployments = entries
  .filter(({ family }) => FAMILIES.test(family))
  .flatMap((entry) => {
    const file = parsed(entry);
    return readFile(file, { catalog, files: [file] }).deployments.map((read) => ({
      file,
      read,
      path: entry.path,
    }));
  });

function applied(file: ParsedFile, edits: Parameters<typeof applyEdits>[1]): ParsedFile {
  return parseFile({ ...file.source, text: applyEdits(file.source.text, edits) });
}

function find(file: ParsedFile, id: string): ReadDeployment | undefined {
  return readFile(file, { catalog, files: [file] }).deployments.find(
    ({ deployment }) => deployment.id === id,
  );
}

function commentsOf(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => /(?:^|\s)#.*$/.exec(line)?.[0].trim() ?? [])
    .join('\n');
}

describe.skipIf(!corpusIsHere)('edits of real files (skipped where they are not at hand)', () => {
  it.each(wishes)('$change is as wanted when it is read again', (wish) => {
    const { proposed, wrong } = tryAll(wish);
    expect(wrong).toEqual([]);
    expect(proposed).toBeGreaterThan(0);
  });

  it('carries out several changes at once', () => {
    const changes: Change[] = [
      { kind: 'set-engine-setting', setting: 'enforceEager', value: null },
      { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' },
      { kind: 'set-engine-setting', setting: 'kvCacheDataType', value: 'fp8' },
      { kind: 'set-engine-setting', setting: 'maxSequences', value: 300 },
    ];
    const wrong = deployments.flatMap(({ file, read, path }) => {
      const proposal = read.propose(changes);
      if ('refused' in proposal) return [];
      const after = applied(
        file,
        proposal.edits.flatMap(({ edits }) => edits),
      );
      const settings = find(after, read.deployment.id)?.deployment.settings;
      const isRight =
        settings?.quantization?.value === 'fp8' &&
        settings.kvCacheDataType?.value === 'fp8' &&
        settings.maxSequences?.value === 300;
      return isRight ? [] : [path];
    });
    expect(wrong).toEqual([]);
  });
});
