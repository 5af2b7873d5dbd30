import { get } from '../../syntax/access.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { insertEntry, setScalar } from '../../syntax/yamlEdit.ts';
import { isHole, scalarAt, writable, type Located } from '../located.ts';
import { inFile, refuse, together, treeOf, type Step } from './target.ts';

/** A scalar below a mapping: `[['autoscaling', 'min'], 2]`. */
export type ValueAt = readonly [path: readonly string[], value: string | number | boolean];

/**
 * Writes several values below one mapping. Those that are written are changed where they stand; those that are not are
 * added to the mapping or its patch, a parent that several of them lack only once.
 */
export function setValues(holder: Located, values: readonly ValueAt[]): Step {
  const missing: ValueAt[] = [];
  const steps: Step[] = [];
  for (const [path, value] of values) {
    const written = scalarAt(holder, ...path);
    if (written === null) missing.push([path, value]);
    else if (isHole(written)) return refuse(`A template fills in ${path.join('.')}.`);
    else if (written.node.text !== String(value)) {
      steps.push(inFile(written, setScalar(treeOf(written), written.node, value)));
    }
  }
  return together([...steps, ...insertions(writable(holder), missing)]);
}

interface Insertion {
  readonly parent: SyntaxNode;
  readonly key: string;
  value: Nested;
}

type Nested = string | number | boolean | { readonly [key: string]: Nested };

function insertions(place: Located, values: readonly ValueAt[]): readonly Step[] {
  const found: Insertion[] = [];
  for (const [path, value] of values) {
    let depth = path.length - 1;
    while (depth > 0 && get(place.node, ...path.slice(0, depth)) === undefined) depth--;
    const parent = get(place.node, ...path.slice(0, depth)) ?? place.node;
    const [key = '', ...below] = path.slice(depth);
    const added = below.reduceRight<Nested>((inner, each) => ({ [each]: inner }), value);
    const known = found.find((other) => other.parent === parent && other.key === key);
    if (known) known.value = merged(known.value, added);
    else found.push({ parent, key, value: added });
  }
  return found.map(({ parent, key, value }) =>
    inFile(place, insertEntry(treeOf(place), parent, key, value)),
  );
}

function merged(a: Nested, b: Nested): Nested {
  if (typeof a !== 'object' || typeof b !== 'object') return b;
  const result: Record<string, Nested> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const own = result[key];
    result[key] = own === undefined ? value : merged(own, value);
  }
  return result;
}
