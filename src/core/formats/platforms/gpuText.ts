import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { setPath, setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import {
  defaulted,
  isHole,
  isScalar,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { unnamedAccelerator } from './accelerators.ts';
import { chosenAccelerator } from './choices.ts';

/** What a text like `A100:80GB:2` asks for, and how to change it. */
export interface GpuText {
  readonly request: AcceleratorRequest;
  readonly place: Located;
  readonly setCount: ((count: number) => Step) | null;
  readonly setName: ((name: string) => Step) | null;
}

/** Names, memory and number in a text, in any order: `24GB`, `H100:8`, `A10G,A100:80GB:1..2`, `nvidia:L4`. */
interface GpuParts {
  readonly names: readonly string[];
  readonly memory: string | null;
  /** Least number. */
  readonly count: number | null;
  readonly vendor: AcceleratorRequest['vendor'] | null;
}

const VENDORS: Readonly<Record<string, AcceleratorRequest['vendor']>> = {
  nvidia: 'NVIDIA',
  amd: 'AMD',
  google: 'Google',
  tpu: 'Google',
  intel: 'Intel',
};

/** Reads dstack's `resources.gpu`: a text, a number, or a mapping (dstack.ai/docs/reference/dstack.yml, "gpu"). */
export function gpuRequest(gpu: Located | null, catalog: Catalog, notes: Notes): GpuText | null {
  if (!gpu) return null;
  if (isScalar(gpu)) {
    if (isHole(gpu) || gpu.node.value === null) return null;
    const parts = partsOf(gpu.node.text);
    if (parts.count === 0) return null;
    const count = parts.count === null ? null : sourced(gpu, parts.count);
    const request = requestFor(parts, gpu, count, catalog, notes);
    return { request, place: gpu, ...changesOf(gpu, parts) };
  }
  const name = scalarAt(gpu, 'name');
  const listed = itemsAt(gpu, 'name').filter(isScalar);
  const memory = textAt(gpu, 'memory');
  const number = scalarAt(gpu, 'count');
  const parts: GpuParts = {
    names: name ? partsOf(name.node.text).names : listed.map(({ node }) => node.text),
    memory: memory && /^\d+GB$/i.test(memory) ? memory : null,
    count: number ? leastOf(number.node.text) : null,
    vendor: VENDORS[textAt(gpu, 'vendor')?.toLowerCase() ?? ''] ?? null,
  };
  if (parts.count === 0) return null;
  const count = number && parts.count !== null ? sourced(number, parts.count) : null;
  return {
    request: requestFor(parts, name ?? listed[0] ?? gpu, count, catalog, notes),
    place: gpu,
    setCount: (value) => inFile(gpu, setPath(treeOf(gpu), gpu.node, ['count'], value)),
    setName: (value) =>
      listed.length > 0
        ? refuse('It lists several; which to keep is a choice of a person.')
        : inFile(gpu, setPath(treeOf(gpu), gpu.node, ['name'], value)),
  };
}

function partsOf(text: string): GpuParts {
  const names: string[] = [];
  let memory: string | null = null;
  let count: number | null = null;
  let vendor: AcceleratorRequest['vendor'] | null = null;
  for (const part of text.split(':').map((each) => each.trim())) {
    const known = VENDORS[part.toLowerCase()];
    if (known) vendor = known;
    else if (/^\d+(?:\.\.\d*)?$|^\.\.\d+$/.test(part)) count = leastOf(part);
    else if (/^(\d+(\.\d+)?GB)?(\.\.)?(\d+(\.\d+)?GB)?$/i.test(part)) memory = part;
    else names.push(...part.split(',').map((name) => name.trim()));
  }
  return { names: names.filter((name) => name !== ''), memory, count, vendor };
}

function leastOf(text: string): number {
  return Number(/^\d+/.exec(text.trim())?.[0] ?? 0);
}

const ONE = defaulted(1, 'accelerator count', 'A GPU without a number stands for one');

function requestFor(
  { names, memory, vendor }: GpuParts,
  place: Located<ScalarNode> | Located,
  count: Sourced<number> | null,
  catalog: Catalog,
  notes: Notes,
): AcceleratorRequest {
  const exact = memory !== null && !memory.includes('..') ? memory : null;
  const choices = names.map((name) => {
    const tpu = tpuOf(name);
    return {
      name: sourced(place, tpu?.name ?? withMemory(name, exact, catalog)),
      count: count ?? (tpu ? sourced(place, tpu.chips) : ONE),
      place,
    };
  });
  const terms = { provider: null, region: null, spot: false, ordered: false };
  const chosen = chosenAccelerator(choices, terms, catalog, notes);
  if (chosen) return chosen.request;
  if (memory !== null) {
    notes.add('unsupported', `Any GPU with ${memory} of memory will do; none is named.`, place);
  }
  return unnamedAccelerator(count ?? ONE, vendor ?? 'NVIDIA');
}

/** `A100` and `80GB` are the larger one of two products. */
function withMemory(name: string, memory: string | null, catalog: Catalog): string {
  const sized = memory === null ? name : `${name}-${memory}`;
  return catalog.accelerator(sized) ? sized : name;
}

const TPUS: Readonly<Record<string, readonly [name: string, coresPerChip: number]>> = {
  v4: ['TPU-v4', 2],
  v5p: ['TPU-v5p', 2],
  v5litepod: ['TPU-v5e', 1],
  v5e: ['TPU-v5e', 1],
  v6e: ['TPU-v6e', 1],
};

/** Google's names of TPU slices (`v5litepod-8`, `v5p-8`), which count cores where a chip has two. */
function tpuOf(text: string): { readonly name: string; readonly chips: number } | null {
  const [, generation = '', cores = ''] = /^(?:tpu-)?(v\d\w*)-(\d+)$/.exec(text) ?? [];
  const known = TPUS[generation];
  return known ? { name: known[0], chips: Math.max(1, Number(cores) / known[1]) } : null;
}

/** Changes of a text: the number behind the last colon, the name before the first. */
function changesOf(
  scalar: Located<ScalarNode>,
  parts: GpuParts,
): Pick<GpuText, 'setCount' | 'setName'> {
  const { text } = scalar.node;
  const write = (newText: string): Step =>
    newText === text
      ? { edits: [] }
      : inFile(scalar, setScalar(treeOf(scalar), scalar.node, newText));
  const replaceCount = (count: number): Step => {
    if (text.includes('..')) return refuse('A range says how many it may get.');
    if (parts.count === null) return write(`${text}:${count}`);
    return write(text.replace(/(^|:)\d+(?=$|:)/, `$1${count}`));
  };
  const replaceName = (name: string): Step => {
    const [old, ...others] = parts.names;
    if (others.length > 0)
      return refuse('It lists several; which to keep is a choice of a person.');
    if (old !== undefined) return write(text.replace(old, name));
    return parts.memory === null
      ? write(`${name}:${text}`)
      : refuse('It asks for any GPU of a size.');
  };
  return { setCount: replaceCount, setName: replaceName };
}
