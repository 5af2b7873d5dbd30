import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/core/formats/formats.ts';
import { instanceOf } from '../../src/core/formats/hardware/products.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import { testEnvironment } from '../support/environment.ts';
import { corpusIsHere, entries, parsed, type CorpusEntry } from './corpus.ts';

const { catalog } = testEnvironment();

/** What the machine-made index says about one part of a file. */
interface Unit {
  readonly kind: string | null;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

type Field = 'model' | 'accelerator' | 'count' | 'replicas';

interface Wanted {
  readonly name: string;
  readonly values: Readonly<Partial<Record<Field, string | number | null | undefined>>>;
}

const KEYS =
  / (?=(?:replicas|size|type|gpu|gpuType|model|image|hpa|node|pvc|src|multiNode|multinode|min|max|numOfHosts|engine|resourceProfile|targetRequests|args|scaleDownDelay|instanceType|count|preset|mode|parallelism|template\.gpu|worker\.gpu|prefill\.\w+(?:\.gpu)?|(?:leader|worker)\.\w+|vllm|keda|spec|tp|pp|dp|sc|import|kvdtype|eager|maxlen|seqs|btok|apc|mem)=)/;

function unitsIn({ note }: CorpusEntry): Unit[] {
  return note
    .replace(/…$/, '')
    .split(' || ')
    .flatMap((text): Unit[] => {
      const [head = '', ...pairs] = text.split(KEYS);
      const name = /^unit=(\S+)$/.exec(head.trim())?.[1];
      if (name === undefined || name.includes('UNPARSABLE')) return [];
      const slash = name.indexOf('/');
      const values = Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      );
      return [
        {
          kind: slash < 0 ? null : name.slice(0, slash),
          name: name.slice(slash + 1),
          values,
        },
      ];
    });
}

const number = (text: string | undefined): number | undefined => {
  const digits = /^\(?(\d+(?:\.\d+)?)\)?$/.exec(text?.trim() ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const asked = (text: string | undefined): number | undefined =>
  number(/x(\d+)(?:,|$)/.exec(text ?? '')?.[1]);

/** `$(MODEL)=>Qwen/Qwen3` is what the variable comes to. */
const named = (text: string | undefined): string | undefined => {
  const value = text
    ?.replace(/^\$[({]?\w+[)}]?=>/, '')
    .replace(/^hf:\/\//, '')
    .split(' ')[0];
  return value === undefined || /^\$|^<|^\{\{|^$/.test(value) ? undefined : value;
};

const label = (node: string | undefined): string | null => {
  const text = /(?:gke-accelerator|gpu\.product)=([^;\s]+)/.exec(node ?? '')?.[1];
  return text === undefined ? null : (catalog.accelerator(text)?.id ?? text);
};

/** What is wanted of the deployments of a file, by family. */
const families: Readonly<Record<string, (unit: Unit) => readonly Wanted[]>> = {
  leaderworkerset: ({ kind, name, values }) => {
    if (kind !== 'LWS') return [];
    const size = number(values.size) ?? 1;
    const leader = asked(values['leader.gpu'] ?? values['worker.gpu']);
    const worker = asked(values['worker.gpu'] ?? values['leader.gpu']);
    const isBoth = values['leader.gpu'] !== undefined || values['leader.engine'] === undefined;
    return [
      {
        name,
        values: {
          replicas: number(values.replicas),
          ...(leader !== undefined && worker !== undefined && isBoth
            ? { count: leader + (size - 1) * worker }
            : {}),
          model: named(values['leader.model']),
        },
      },
    ];
  },
  'kserve-llminferenceservice': ({ kind, name, values }) => {
    if (kind !== 'LLMInferenceService') return [];
    const parallelism = JSON.parse(values.parallelism ?? '{}') as Record<string, number>;
    const pods = Math.max(1, (parallelism.data ?? 1) / (parallelism.dataLocal ?? 1));
    const of = (key: string): number | undefined => {
      const each = asked(values[key]);
      return each === undefined ? undefined : each * pods;
    };
    const model = named(values.model);
    const prefill = number(values['prefill.replicas']);
    return [
      { name, values: { replicas: number(values.replicas), count: of('template.gpu'), model } },
      ...(prefill === undefined
        ? []
        : [
            {
              name: `${name}/prefill`,
              values: { replicas: prefill, count: of('prefill.gpu'), model },
            },
          ]),
    ];
  },
  'nim-operator': ({ kind, name, values }) => {
    if (kind !== 'NIMService') return [];
    const stages = Number(/"pipeline": (\d+)/.exec(values.multiNode ?? '')?.[1] ?? 1);
    const each = asked(values.gpu);
    const model = /nim\/([^/]+\/[^:/]+)(?::|$)/.exec(values.image ?? '')?.[1];
    return [
      {
        name,
        values: {
          replicas: number(values.replicas),
          count: each === undefined ? undefined : each * stages,
          model: model?.includes('llm-nim') ? undefined : model,
        },
      },
    ];
  },
  dynamo: ({ kind, name, values }) => {
    const isPlumbing = /^(frontend|planner|epp)$/.test(values.type ?? '');
    if (kind !== null || isPlumbing || values.gpu === undefined) return [];
    const nodes = Number(/"nodeCount": (\d+)/.exec(values.multinode ?? '')?.[1] ?? 1);
    const each = number(/x(\d+)/.exec(values.gpu)?.[1]);
    return [
      {
        name,
        values: {
          replicas: number(values.replicas),
          count: each === undefined ? undefined : each * nodes,
          model: named(values.model),
        },
      },
    ];
  },
  kubeai: ({ name, values }) => {
    const [profile = '', count = '1'] = (values.resourceProfile ?? '').split(':');
    const isCpu = profile === 'cpu';
    const product = profile
      .replace(/^(nvidia-gpu|amd-gpu|google-tpu)-/, '')
      .replace(/-\d+x\d+$/, '');
    return [
      {
        name,
        values: {
          replicas: number(values.min),
          count: isCpu ? null : Number(count),
          accelerator: isCpu ? null : (catalog.accelerator(product)?.id ?? product),
          model: named(values.model)?.replace(/^ollama:\/\//, ''),
        },
      },
    ];
  },
  kaito: ({ kind, name, values }) => {
    if (kind === 'PVC') return [];
    const instance = values.instanceType ? instanceOf(values.instanceType, catalog) : null;
    return [
      {
        name,
        values: {
          replicas: number(values.replicas) ?? 1,
          ...(instance
            ? { count: instance.acceleratorCount, accelerator: instance.accelerator }
            : {}),
          model: kind === 'RAGEngine' ? undefined : named(values.preset),
        },
      },
    ];
  },
  rayservice: ({ kind, name, values }) =>
    kind === 'worker' || kind === 'head'
      ? [
          {
            name,
            values: {
              replicas: number(values.replicas),
              count:
                asked(values.gpu) === undefined
                  ? null
                  : (asked(values.gpu) ?? 0) * (number(values.numOfHosts) ?? 1),
              ...(label(values.node) === null ? {} : { accelerator: label(values.node) }),
            },
          },
        ]
      : [],
  'vllm-production-stack': ({ name, values }) => {
    const count = Math.trunc(number(values.gpu) ?? 0);
    return [
      {
        name,
        values: {
          replicas: number(values.replicas),
          count: count === 0 ? null : count,
          model: named(values.model),
        },
      },
    ];
  },
  'seldon-v1': ({ kind, name, values }) =>
    kind === 'pred' ? [{ name, values: { replicas: number(values.replicas) } }] : [],
  'sagemaker-hyperpod': ({ name, values }) => {
    const instance = instanceOf(values.instanceType ?? '', catalog);
    return [
      {
        name,
        values: {
          replicas: number(values.replicas),
          count: instance?.acceleratorCount,
          accelerator: instance?.accelerator ?? undefined,
        },
      },
    ];
  },
};

/** Places where the index is wrong or sees something else, each looked at. */
const explained: readonly { readonly part: string; readonly why: string }[] = [
  {
    part: 'llm-serving-tpus-jetstream__pathways',
    why: 'The leader asks for no TPU: it is the head of a Pathways cluster.',
  },
  {
    part: 'dcd__lws__output.yaml',
    why: 'What an operator made, for its own tests: names are patterns, and nothing says what runs.',
  },
  {
    part: 'ray-vllm-benchmark/case-1__test.yml gpu-group',
    why: 'Two pipeline stages on pods of one GPU: both pods are one replica of two.',
  },
  {
    part: 'production-stack/helm__values.yaml',
    why: 'The chart’s example is switched off by `enabled: false`.',
  },
];

interface Result {
  readonly family: string;
  readonly field: Field;
  readonly agrees: boolean;
  readonly line: string;
}

function compare(entry: CorpusEntry): Result[] {
  const wantedOf = families[entry.family];
  if (!wantedOf) return [];
  const file = parsed(entry);
  const { deployments, skipped } = readFile(file, { catalog, files: [file] });
  const read = deployments.map(({ deployment }) => deployment);
  return unitsIn(entry)
    .flatMap(wantedOf)
    .flatMap((wanted): Result[] => {
      const found = read.find(
        ({ name }) => name === wanted.name || name.endsWith(`/${wanted.name}`),
      );
      return (Object.entries(wanted.values) as [Field, string | number | null | undefined][])
        .filter(([, value]) => value !== undefined)
        .map(([field, value]): Result => {
          const actual = found && valueOf(found, field);
          const isSame = actual?.includes(value ?? null) === true;
          const isDeclined = !found && skipped.length > 0;
          return {
            family: entry.family,
            field,
            agrees: isSame || isDeclined,
            line: `${entry.path} ${wanted.name}: ${field} ${String(actual)}, not ${String(value)}`,
          };
        });
    });
}

function valueOf(deployment: Deployment, field: Field): readonly (string | number | null)[] {
  const { accelerator, model, replicas } = deployment;
  switch (field) {
    case 'replicas':
      return [replicas.min.value];
    case 'count':
      return [accelerator?.count.value ?? null];
    case 'accelerator':
      return [accelerator?.product?.value ?? null];
    case 'model':
      return [model.id?.value ?? null, model.location?.value ?? null];
  }
}

describe.skipIf(!corpusIsHere)('operators in the corpus (skipped where it is not at hand)', () => {
  const results = entries.flatMap(compare);

  it('agree with the index in at least 97 of 100 values of each kind', () => {
    const table = Object.keys(families).map((family) => {
      const fields: readonly Field[] = ['model', 'accelerator', 'count', 'replicas'];
      const cells = fields.map((field) => {
        const of = results.filter((each) => each.family === family && each.field === field);
        return [field, `${of.filter(({ agrees }) => agrees).length}/${of.length}`];
      });
      return { family, ...Object.fromEntries(cells) } as Record<string, string>;
    });
    console.table(table);
    const wrong = results
      .filter(({ agrees }) => !agrees)
      .map(({ line }) => line)
      .filter((line) => !explained.some(({ part }) => line.includes(part)));
    expect(wrong).toEqual([]);
    expect(results.length).toBeGreaterThan(150);
  });

  it('are read or declined, every file of them', () => {
    const silent = entries
      .filter(({ family }) => family in families)
      .filter((entry) => {
        const file = parsed(entry);
        const { deployments, skipped } = readFile(file, { catalog, files: [file] });
        return deployments.length + skipped.length === 0;
      })
      .map(({ path }) => path);
    expect(silent.length).toBeLessThanOrEqual(8);
  });
});
