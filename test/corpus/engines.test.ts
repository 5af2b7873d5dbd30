import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed, type CorpusEntry } from './corpus.ts';

const { catalog } = testEnvironment();

const FAMILIES =
  /^(ray-serve|vllm-config|sglang-config|trtllm-config|triton-pbtxt|tfserving|torchserve|djl)/;

type Field = 'model' | 'count' | 'replicas' | 'settings';

interface Comparison {
  readonly family: string;
  readonly field: Field;
  readonly agrees: boolean;
  readonly line: string;
}

/** `key=value` pairs of a note; the last one may be cut off. */
function pairsOf(note: string): ReadonlyMap<string, string> {
  const pairs = note.matchAll(/(?:^|\s)([\w.-]+)=(.*?)(?=\s[\w.-]+=|\s\|\||$)/g);
  return new Map(
    [...pairs].flatMap(([whole, key = '', value = '']) =>
      whole.endsWith('…') ? [] : [[key, value.trim()] as const],
    ),
  );
}

function compare(entry: CorpusEntry): Comparison[] {
  const { family, path, note } = entry;
  const file = parsed(entry);
  const { deployments, skipped } = readFile(file, { catalog, files: [file] });
  const read = deployments.map(({ deployment }) => deployment);
  const units = note.split(' || ').map(pairsOf);
  return units.flatMap((noted): Comparison[] => {
    const unit = noted.get('unit');
    const deployment = unit === undefined ? read[0] : find(unit, read);
    const one = (field: Field, agrees: boolean, what: string): Comparison => ({
      family,
      field,
      agrees,
      line: `${path}: ${what}`,
    });
    // What only code says is listed with that reason.
    if (!deployment) {
      return [
        one('replicas', skipped.length > 0 || read.length > 0, `${unit ?? 'it'} is not read`),
      ];
    }
    return [
      ...stated(noted, ['model', 'option.model_id', 'served-model-name'], (value) => {
        const { id, location } = deployment.model;
        return one('model', [id?.value, location?.value].includes(value), `model ${value}`);
      }),
      ...stated(noted, ['load_models'], (value) =>
        one(
          'model',
          (deployment.model.id?.value ?? 'all') === value.toLowerCase().replace(/\.mar$/, ''),
          `model ${value}`,
        ),
      ),
      ...stated(noted, ['platform'], () => one('model', deployment.engine !== null, 'engine')),
      ...countOf(noted).map((count) =>
        one('count', (deployment.accelerator?.count.value ?? 0) === count, `accelerators ${count}`),
      ),
      ...stated(noted, ['replicas'], (value) =>
        one('replicas', deployment.replicas.min.value === Number(value), `replicas ${value}`),
      ),
      ...settingsOf(noted, deployment).map(([key, agrees]) => one('settings', agrees, key)),
    ];
  });
}

function find(unit: string, read: readonly Deployment[]): Deployment | undefined {
  // Where a model has no name of its own the index takes the name of its first input.
  return (
    read.find(({ name }) => name.replace('/', '.') === unit) ??
    (read.length === 1 ? read[0] : undefined)
  );
}

function stated(
  noted: ReadonlyMap<string, string>,
  keys: readonly string[],
  check: (value: string) => Comparison,
): Comparison[] {
  const value = keys.map((key) => noted.get(key)).find((each) => each !== undefined);
  return value === undefined || value === '' ? [] : [check(value)];
}

function countOf(noted: ReadonlyMap<string, string>): number[] {
  const number = (...keys: readonly string[]): number | undefined => {
    const value = keys.map((key) => noted.get(key)).find((each) => each !== undefined);
    return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
  };
  const ranks = [
    number('tensor-parallel-size', 'tensor_parallel_size', 'option.tensor_parallel_degree'),
    number('pipeline-parallel-size', 'pipeline_parallel_size'),
    number('data-parallel-size', 'data_parallel_size'),
  ].filter((each) => each !== undefined);
  const direct = number('gpu', 'number_of_gpu', 'minWorkers');
  if (direct !== undefined) return [direct];
  if (ranks.length > 0) return [ranks.reduce((product, each) => product * each, 1)];
  const kind = noted.get('instances');
  if (kind?.includes('KIND_CPU') === true && !kind.includes('KIND_GPU')) return [0];
  const gpus = noted.get('gpus')?.match(/\d+/g);
  return gpus ? [new Set(gpus).size] : [];
}

const SETTINGS: readonly (readonly [keyof Deployment['settings'], readonly string[]])[] = [
  ['maxModelLength', ['max-model-len', 'max_model_len', 'context-length', 'max_seq_len']],
  [
    'maxSequences',
    ['max-num-seqs', 'max_num_seqs', 'max-running-requests', 'option.max_rolling_batch_size'],
  ],
  ['memoryFraction', ['gpu-memory-utilization', 'gpu_memory_utilization']],
  ['quantization', ['quantization']],
  ['kvCacheDataType', ['kv-cache-dtype', 'kv_cache_dtype']],
];

function settingsOf(
  noted: ReadonlyMap<string, string>,
  { settings }: Deployment,
): (readonly [string, boolean])[] {
  return SETTINGS.flatMap(([setting, keys]) =>
    keys.flatMap((key): (readonly [string, boolean])[] => {
      const value = noted.get(key);
      // `auto` leaves a length to the model.
      if (value === undefined || (value === 'auto' && setting === 'maxModelLength')) return [];
      return [[`${key}=${value}`, String(settings[setting]?.value) === value]];
    }),
  );
}

describe.skipIf(!corpusIsHere)(
  'configs of engines among real files (skipped where they are not at hand)',
  () => {
    const all = entries.filter(({ family }) => FAMILIES.test(family)).flatMap(compare);

    it('agree with the index', () => {
      const families = [...new Set(all.map(({ family }) => family))];
      const score = families.map((family) => {
        const row: Record<string, string> = { family };
        for (const field of ['model', 'count', 'replicas', 'settings'] as const) {
          const of = all.filter((each) => each.family === family && each.field === field);
          if (of.length > 0)
            row[field] = `${of.filter(({ agrees }) => agrees).length}/${of.length}`;
        }
        return row;
      });
      console.table(score);
      expect(all.filter(({ agrees }) => !agrees).map(({ line }) => line)).toEqual([]);
      expect(all.length).toBeGreaterThan(100);
    });
  },
);
