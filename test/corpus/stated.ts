import type { CorpusEntry } from './corpus.ts';

export type StatedField =
  'model' | 'accelerator' | 'count' | 'replicas' | 'max' | 'purchase' | 'engine' | 'tensorParallel';

export interface Stated {
  readonly field: StatedField;
  readonly value: string;
}

/** Engines by the index's names. */
const ENGINES: Readonly<Record<string, string>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  tgi: 'tgi',
  tei: 'tei',
  ollama: 'ollama',
  triton: 'triton',
  nim: 'nim',
  torchserve: 'torchserve',
  jetstream: 'jetstream',
  llamacpp: 'llama-cpp',
  tfserving: 'tensorflow-serving',
  mlserver: 'mlserver',
};

const NUMBER = String.raw`(?<![\w.=-])`;

/** Places of a note that state a value, each with the field it is of. */
const PLACES: readonly (readonly [StatedField, RegExp])[] = [
  ['model', /(?:^|\s)model=(?:\$[({]?\w+[)}]?(?:=>|=))?([^\s"'{}$,]+)/g],
  ['model', /(?:^|\s)(?:storageUri|preset)=([^\s"'{}$<>]+)/g],
  ['model', /'(?:workload\.)?model\.name=([^']+)'/g],
  ['accelerator', /gke-accelerator=([\w-]+)/g],
  ['accelerator', /gpu\.product=([\w-]+)/g],
  ['count', /(?:^|\s)(?:[\w.]+\.)?gpu=[a-z][\w./-]*x(\d+)(?=\s|,|$)/g],
  ['count', /(?:^|\s)gpuCount=(\d+)/g],
  ['count', /(?:^|\s)gpu_count=([1-9]\d*)/g],
  ['replicas', /(?:^|\s)(?:replicas|min_replicas|instance_count)=(\d+)(?=\s|$)/g],
  ['replicas', /"min_replicas": (\d+)/g],
  ['max', /(?:^|\s)max_replicas=(\d+)/g],
  ['max', /"max_replicas": (\d+)/g],
  ['engine', /(?:^|\s)(?:leader\.)?engine=([a-z]+)(?=\s|$)/g],
  ['tensorParallel', new RegExp(`${NUMBER}(?:tp|tensor[-_]parallel[-_]size)=(\\d+)`, 'g')],
];

/** What the index says of a file, in the terms of the report. Defaults stand in parentheses there and are left out. */
export function statedIn({ note }: CorpusEntry): Stated[] {
  const text = note.replace(/\S*…$/, '');
  const found = PLACES.flatMap(([field, place]) =>
    [...text.matchAll(place)].flatMap(([, value = '']): Stated[] => {
      // Mounts, and addresses that a template fills in.
      if (/^(\/mnt\/models|\/models)?\/?$|:\/\/$/.test(value)) return [];
      if (field !== 'engine') return [{ field, value }];
      const engine = ENGINES[value];
      return engine === undefined ? [] : [{ field, value: engine }];
    }),
  );
  const isSpot = /spot=cloud|use_spot=True/.test(text);
  return isSpot ? [...found, { field: 'purchase', value: 'spot' }] : found;
}
