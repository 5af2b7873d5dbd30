import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import { mayHoldServing } from '../../src/core/formats/prefilter.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import { testEnvironment } from '../support/environment.ts';
import {
  corpusIsHere,
  entries,
  parsed,
  unitsOf,
  type CorpusEntry,
  type NotedUnit,
} from './corpus.ts';
import { explained } from './explained.ts';

const { catalog } = testEnvironment();

const FAMILIES = /^(k8s-|knative|keda-|karpenter-|kserve-(inference|serving))/;

/** Kinds of the index that are read as deployments; the others are joined or left alone. */
const READ = new Set(['Deployment', 'StatefulSet', 'Pod', 'KnService', 'InferenceService']);

type Field = 'accelerator' | 'count' | 'replicas' | 'model';

interface Comparison {
  readonly field: Field;
  /** True when the value is the same, or the config does not say it and the reading says so. */
  readonly agrees: boolean;
  readonly line: string;
}

function compare(entry: CorpusEntry): Comparison[] {
  const file = parsed(entry);
  const { deployments, skipped } = readFile(file, { catalog, files: [file] });
  const read = deployments.map(({ deployment }) => deployment);
  return unitsOf(entry)
    .filter(isServing)
    .flatMap((unit): Comparison[] => {
      const deployment = read.find(
        ({ name }) => name.replace('/', '.') === unit.name.replace(/\.predictor$/, ''),
      );
      const line = `${entry.path} ${unit.kind}/${unit.name}`;
      if (!deployment) {
        const said = skipped.length > 0;
        return [{ field: 'replicas', agrees: said, line: `${line}: not read` }];
      }
      return compareUnit(unit, deployment, line);
    });
}

function isServing({ kind, values }: NotedUnit): boolean {
  const says = ['engine', 'gpu', 'format', 'image', 'model'].some(
    (key) => values[key] !== undefined,
  );
  return READ.has(kind) && (says || kind === 'InferenceService');
}

function compareUnit(unit: NotedUnit, deployment: Deployment, line: string): Comparison[] {
  return [
    ...compareReplicas(unit, deployment, line),
    ...compareAccelerator(unit, deployment, line),
    ...compareModel(unit, deployment, line),
  ];
}

function compareReplicas(
  { values }: NotedUnit,
  { replicas }: Deployment,
  line: string,
): Comparison[] {
  const one = (noted: string | undefined, actual: number | undefined): Comparison[] => {
    const wanted = /^\(?(\d+)\)?$/.exec(noted ?? '')?.[1];
    if (wanted === undefined) return [];
    const agrees = Number(wanted) === actual;
    return [
      { field: 'replicas', agrees, line: `${line}: replicas ${String(actual)}, not ${wanted}` },
    ];
  };
  return [
    ...one(values.replicas, replicas.min.value),
    ...one(values.min, replicas.min.value),
    ...one(values.max, replicas.max?.value),
  ];
}

function compareAccelerator(
  { values }: NotedUnit,
  { accelerator }: Deployment,
  line: string,
): Comparison[] {
  const gpu = /^(.+)x(\d+)$/.exec(values.gpu ?? '');
  if (!gpu) {
    if (values.gpu !== undefined) return [];
    const agrees = accelerator === null || accelerator.confidence === 'inferred';
    return [{ field: 'count', agrees, line: `${line}: accelerators where none are noted` }];
  }
  const [, resource = '', count = ''] = gpu;
  const isSame = resource === 'DRA-claims' || accelerator?.resource === resource;
  return [
    {
      field: 'count',
      agrees: isSame && accelerator?.count.value === Number(count),
      line: `${line}: ${String(accelerator?.resource)} × ${String(accelerator?.count.value)}, not ${values.gpu ?? ''}`,
    },
    compareProduct(values.node ?? '', accelerator, line),
  ];
}

/** Labels that name the product; without one the product must be unknown, or inferred and said so. */
function compareProduct(
  node: string,
  accelerator: Deployment['accelerator'],
  line: string,
): Comparison {
  const label = /(?:gke-accelerator|gpu\.product|gke-tpu-accelerator)=([^;\s]+)/.exec(node)?.[1];
  const instance = /instance-type=([^;\s]+)/.exec(node)?.[1]?.replace(/^ml\./, '');
  const wanted =
    (label === undefined ? null : (catalog.accelerator(label)?.id ?? TPU[label] ?? label)) ??
    (instance === undefined ? null : (catalog.instance(instance)?.accelerator ?? null));
  const actual = accelerator?.product?.value ?? null;
  const agrees =
    wanted === null ? actual === null || accelerator?.confidence === 'inferred' : actual === wanted;
  return {
    field: 'accelerator',
    agrees,
    line: `${line}: ${String(actual)}, not ${String(wanted)}`,
  };
}

const TPU: Readonly<Record<string, string>> = {
  'tpu-v5-lite-podslice': 'TPU-v5e',
  'tpu-v6e-slice': 'TPU-v6e',
  'tpu-v4-podslice': 'TPU-v4',
  tpu7x: 'TPU-v7x',
};

function compareModel({ values }: NotedUnit, { model }: Deployment, line: string): Comparison[] {
  const uri = values.storageUri;
  const named = values.model?.replace(/^\$[({]?\w+[)}]?=>?/, '');
  const usesMount = named === undefined || /^\/mnt\/models|^\{\{|^\$/.test(named);
  const wanted = usesMount ? uri : (uri?.replace(/^hf:\/\//, '') ?? named);
  if (wanted === undefined) return [];
  const ours = [model.id?.value, model.location?.value];
  const agrees = ours.includes(wanted) || ours.includes(wanted.replace(/^hf:\/\//, ''));
  return [{ field: 'model', agrees, line: `${line}: ${ours.join(' at ')}, not ${wanted}` }];
}

describe.skipIf(!corpusIsHere)('the corpus of real files (skipped where it is not at hand)', () => {
  const known = entries.filter(({ family }) => FAMILIES.test(family));

  it('agrees with the index, or says what is unknown', () => {
    const all = known.flatMap(compare);
    const fields: readonly Field[] = ['accelerator', 'count', 'replicas', 'model'];
    const score = fields.map((field) => {
      const of = all.filter((each) => each.field === field);
      return { field, agree: of.filter(({ agrees }) => agrees).length, of: of.length };
    });
    console.table(score);
    const unexplained = all
      .filter(({ agrees }) => !agrees)
      .map(({ line }) => line)
      .filter((line) => !explained.some(({ part }) => line.includes(part)));
    expect(unexplained).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  });

  it('has no exception that is not needed', () => {
    const wrong = known.flatMap(compare).filter(({ agrees }) => !agrees);
    const unused = explained.filter(({ part }) => !wrong.some(({ line }) => line.includes(part)));
    expect(unused).toEqual([]);
  });

  it('reads a deployment in no file that deploys none', () => {
    const found = entries
      .filter(({ family }) => family.startsWith('negative-'))
      .flatMap((entry) => {
        const file = parsed(entry);
        return readFile(file, { catalog, files: [file] }).deployments.map(
          ({ deployment }) => `${entry.path}: ${deployment.name}`,
        );
      });
    expect(found).toEqual([]);
  });

  it('lets every file pass the text check that it reads something in', () => {
    const lost = entries.filter((entry) => {
      const file = parsed(entry);
      const { formats } = readFile(file, { catalog, files: [file] });
      return formats.length > 0 && !mayHoldServing(file.source);
    });
    expect(lost.map(({ path }) => path)).toEqual([]);
  });

  it('keeps every span inside its file', () => {
    for (const entry of entries) {
      const file = parsed(entry);
      const { deployments } = readFile(file, { catalog, files: [file] });
      for (const { deployment } of deployments) {
        for (const span of spansOf(deployment)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(file.source.text.length);
        }
      }
    }
  });
});

/** Every span anywhere in a value. */
function spansOf(value: unknown): { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('start' in value && 'end' in value) return [value as { start: number; end: number }];
  return Object.values(value).flatMap(spansOf);
}
