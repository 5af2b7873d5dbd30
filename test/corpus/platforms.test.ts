import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import { mayHoldServing } from '../../src/core/formats/prefilter.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed, type CorpusEntry } from './corpus.ts';

const { catalog } = testEnvironment();

const FAMILIES =
  /^(azureml-online|sagemaker-cfn|databricks-serving|truss|dstack-service|skypilot-|cog|cerebrium|runpod-hub|compose-)/;

type Field = 'read' | 'model' | 'accelerator' | 'count' | 'replicas' | 'purchase';

interface Comparison {
  readonly field: Field;
  readonly agrees: boolean;
  readonly line: string;
}

/** Places where the machine-made index is wrong or sees something else, each looked at. */
const explained: readonly { readonly part: string; readonly why: string }[] = [
  {
    part: 'gui.yaml',
    why: 'A web interface that talks to a server elsewhere; its variable names that server’s model.',
  },
  {
    part: 'ollama-pull: not read',
    why: 'Fetches a model for an Ollama that runs on the host, then ends.',
  },
  { part: 'speaches-init: not read', why: 'A script that runs once to load models.' },
  { part: 'quantization: not read', why: 'Converts a model, then ends.' },
  {
    part: 'open-webui: not read',
    why: 'A user interface; what it reserves is not for a model server.',
  },
  { part: 'dcgm-exporter: not read', why: 'Measures GPUs, serves nothing.' },
  {
    part: 'sky-llamacpp.yaml: model',
    why: 'The model’s path comes out of a command that only the machine can run.',
  },
];

function deploymentsOf(entry: CorpusEntry): readonly Deployment[] {
  const file = parsed(entry);
  return readFile(file, { catalog, files: [file] }).deployments.map(({ deployment }) => deployment);
}

/** The value of `key=` in a note: up to the next key. */
function noted(note: string, key: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${key}=(.*?)(?=\\s[\\w./]+=|\\s\\|\\||$)`, 's').exec(note);
  return found?.[1]?.trim();
}

/** What a note states; absent is what it does not. */
interface Stated {
  readonly unit?: string;
  readonly model?: string | undefined;
  /** Any of these names. */
  readonly accelerators?: readonly string[] | undefined;
  readonly count?: number | undefined;
  readonly cpu?: boolean;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly purchase?: string | undefined;
}

const numbered = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** `A100:8`, `{'L4:8': None}` and `{"gpu": "MI300X:8"}` → names and, where all agree, the number. */
function accelerators(text: string | undefined): Pick<Stated, 'accelerators' | 'count'> {
  const found = [...(text ?? '').matchAll(/(?<=^|['"])([A-Za-z][\w .-]*?)(?::(\d+))?(?=['"]|$)/g)]
    .map((match) => ({ name: match[1] ?? '', count: Number(match[2] ?? 1) }))
    .filter(({ name }) => name !== 'gpu' && name !== 'shm_size' && !name.endsWith('GB'));
  if (found.length === 0) return {};
  const counts = new Set(found.map(({ count }) => count));
  const [only] = counts;
  return {
    accelerators: found.map(({ name }) => name),
    count: counts.size === 1 ? only : undefined,
  };
}

const behindArrow = (text: string | undefined): string | undefined => text?.split('=>').at(-1);

const READERS: readonly (readonly [RegExp, (note: string) => Stated[]])[] = [
  [
    /^azureml/,
    (note) => [
      {
        model: /^(azureml:\S+)/.exec(noted(note, 'model') ?? '')?.[1],
        ...instance(noted(note, 'instance_type') ?? ''),
        min: numbered(noted(note, 'instance_count')),
      },
    ],
  ],
  [
    /^sagemaker/,
    (note) => {
      const type = /'InstanceType': '(ml\.[^']+)'/.exec(note)?.[1];
      const count = /'InitialInstanceCount': (\d+)/.exec(note)?.[1];
      return [{ ...(type === undefined ? {} : instance(type)), min: numbered(count) }];
    },
  ],
  [
    /^databricks/,
    (note) => [
      {
        model: /"name": "([^"]+)"/.exec(note)?.[1] ?? noted(note, 'entity_name')?.split('.').at(-1),
        min: note.includes('scale_to_zero_enabled=True') ? 0 : undefined,
      },
    ],
  ],
  [
    /^cerebrium/,
    (note) => {
      const compute = /(?:compute|gpu)="(\w+)"/.exec(note)?.[1] ?? '';
      const name = compute.replace(/^[A-Z]+_/, '').replace(/^L40$/, 'L40S');
      const isCpu = compute === 'CPU';
      return [
        {
          cpu: isCpu,
          accelerators: isCpu ? undefined : [{ TRN1: 'Trainium1' }[compute] ?? name],
          count: isCpu ? undefined : numbered(noted(note, 'gpu_count')),
          min: numbered(noted(note, 'min_replicas')),
          max: numbered(noted(note, 'max_replicas')),
        },
      ];
    },
  ],
  [/^runpod/, (note) => [{ count: numbered(noted(note, 'gpuCount')) }]],
  [
    /^skypilot/,
    (note) => {
      const policy = noted(note, 'policy') ?? '';
      const number = (key: string): number | undefined =>
        numbered(new RegExp(`"${key}": (\\d+)`).exec(policy)?.[1]);
      return [
        {
          ...accelerators(noted(note, 'accelerators')),
          model: behindArrow(noted(note, 'model')),
          min: numbered(noted(note, 'replicas')) ?? number('min_replicas'),
          max: number('max_replicas'),
          purchase: note.includes('use_spot=True') ? 'spot' : undefined,
        },
      ];
    },
  ],
  [
    /^dstack/,
    (note) => [
      {
        ...accelerators(noted(note, 'resources')),
        model: behindArrow(noted(note, 'model')),
        min: numbered(noted(note, 'replicas')),
        purchase: noted(note, 'spot_policy'),
      },
    ],
  ],
  [
    /^truss/,
    (note) => {
      const name = noted(note, 'accelerator');
      return [
        {
          accelerators: name === undefined ? undefined : [name],
          cpu: note.includes('use_gpu=False'),
        },
      ];
    },
  ],
  [
    /^cog/,
    (note) => [
      { count: note.includes('gpu=True') ? 1 : undefined, cpu: note.includes('gpu=False') },
    ],
  ],
  [
    /^compose/,
    (note) =>
      note
        .replace(/…$/, '')
        .split(' || ')
        .filter((unit) => unit !== '')
        .map(composeUnit),
  ],
];

function composeUnit(unit: string): Stated {
  const gpu = noted(`${unit} `, 'gpu') ?? '';
  const ids = /ids\[([^\]]*)\]/.exec(gpu)?.[1]?.split(',').length;
  const count = ids ?? numbered(/count=(\d+)/.exec(unit)?.[1]);
  const named = noted(unit, 'model');
  return {
    unit: /^unit=(\S+)/.exec(unit)?.[1] ?? '',
    model: /:-([^}]+)\}$/.exec(named ?? '')?.[1] ?? named,
    count: gpu === '' ? undefined : count,
  };
}

/** What an instance type carries, by its name alone. */
function instance(type: string): Stated {
  const known = catalog.instance(type.replace(/^ml\./, ''));
  if (!known) return {};
  if (known.accelerator === null) return { cpu: known.acceleratorCount === 0 };
  return { accelerators: [known.accelerator], count: known.acceleratorCount };
}

function compare(entry: CorpusEntry): Comparison[] {
  const read = deploymentsOf(entry);
  const stated = READERS.find(([family]) => family.test(entry.family))?.[1](entry.note) ?? [];
  return stated.flatMap((one): Comparison[] => {
    const deployment =
      one.unit === undefined ? read[0] : read.find(({ name }) => name === one.unit);
    const line = one.unit === undefined ? entry.path : `${entry.path} ${one.unit}`;
    if (!deployment) return [{ field: 'read', agrees: false, line: `${line}: not read` }];
    return [{ field: 'read', agrees: true, line }, ...fieldsOf(one, deployment, line)];
  });
}

function fieldsOf(stated: Stated, read: Deployment, line: string): Comparison[] {
  const product = read.accelerator?.product?.value ?? null;
  const same = (
    field: Field,
    wanted: string | number | null | undefined,
    actual: string | number | null | undefined,
    agrees = wanted === actual,
  ): Comparison[] =>
    wanted === undefined
      ? []
      : [{ field, agrees, line: `${line}: ${field} ${String(actual)}, not ${String(wanted)}` }];
  const wanted = stated.accelerators?.map((name) => catalog.accelerator(name)?.id ?? name);
  // A generation without its size (`A100`) is any of its cards.
  const isOneOf = wanted?.some((name) => product?.split('-')[0] === name.split('-')[0]) === true;
  const models = [read.model.id?.value, read.model.location?.value];
  return [
    ...same(
      'model',
      stated.model,
      models.join(' at '),
      models.some((model) => model?.endsWith(stated.model ?? '') === true),
    ),
    ...same('accelerator', wanted?.join(' or '), product, isOneOf),
    ...same('count', stated.count, read.accelerator?.count.value),
    ...same('count', stated.cpu === true ? null : undefined, read.accelerator?.resource ?? null),
    ...same('replicas', stated.min, read.replicas.min.value),
    ...same('replicas', stated.max, read.replicas.max?.value),
    ...same('purchase', stated.purchase, read.placement.purchase?.value),
  ];
}

describe.skipIf(!corpusIsHere)(
  'platforms in real files (skipped where they are not at hand)',
  () => {
    const known = entries.filter(({ family }) => FAMILIES.test(family));
    const all = known.flatMap((entry) =>
      compare(entry).map((each) => ({ ...each, family: entry.family })),
    );

    it('agree with the index in at least 97 of 100 fields of each kind', () => {
      const rows = [...new Set(all.map(({ family }) => family))].map((family) => {
        const score = (field: Field): string => {
          const of = all.filter((each) => each.family === family && each.field === field);
          return of.length === 0 ? '' : `${of.filter(({ agrees }) => agrees).length}/${of.length}`;
        };
        const fields: readonly Field[] = [
          'read',
          'model',
          'accelerator',
          'count',
          'replicas',
          'purchase',
        ];
        return { family, ...Object.fromEntries(fields.map((field) => [field, score(field)])) };
      });
      console.table(rows);
      const wrong = all
        .filter(({ agrees }) => !agrees)
        .map(({ line }) => line)
        .filter((line) => !explained.some(({ part }) => line.includes(part)));
      expect(wrong).toEqual([]);
      expect(all.length).toBeGreaterThan(150);
    });

    it('has no exception that is not needed', () => {
      const wrong = all.filter(({ agrees }) => !agrees);
      expect(
        explained.filter(({ part }) => !wrong.some(({ line }) => line.includes(part))),
      ).toEqual([]);
    });

    it('pass the text check', () => {
      const lost = known.filter(
        (entry) => deploymentsOf(entry).length > 0 && !mayHoldServing(parsed(entry).source),
      );
      expect(lost.map(({ path }) => path)).toEqual([]);
    });

    it('have nothing to say about look-alikes', () => {
      const found = entries
        .filter(({ family }) => family.startsWith('negative-'))
        .flatMap((entry) => {
          const file = parsed(entry);
          const { deployments, skipped } = readFile(file, { catalog, files: [file] });
          const names = deployments.map(({ deployment }) => deployment.name);
          return [...names, ...skipped.map(({ reason }) => reason)].map(
            (each) => `${entry.path}: ${each}`,
          );
        });
      expect(found).toEqual([]);
    });
  },
);
