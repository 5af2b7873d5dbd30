import type { ParsedFile } from '../../model/document.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { nearest, objectsNamed } from '../kubernetes/joins.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import {
  at,
  entriesAt,
  isHole,
  isScalar,
  itemsAt,
  scalarAt,
  textAt,
  type Located,
} from '../located.ts';
import type { Container } from './container.ts';

/** An environment variable of a container. */
export interface Variable {
  readonly name: string;
  /** Null when the value is not in the files (a Secret, a missing ConfigMap, a field of the pod). */
  readonly value: Located<ScalarNode> | null;
  /** Where the container says it. */
  readonly place: Located;
  /** True when the value stands in a ConfigMap, which other objects may use too. */
  readonly shared: boolean;
  /** True when the value is only a part of a scalar (`NAME=value`), so that its text is replaced as it is. */
  readonly isPart?: boolean;
}

export type Variables = ReadonlyMap<string, Variable>;

/** The environment of a container: `env` over `envFrom`, upper layers over lower ones. */
export function variablesOf(
  container: Container,
  owner: KubernetesObject,
  files: readonly ParsedFile[],
): Variables {
  const variables = new Map<string, Variable>();
  const layers = [...container.layers].reverse();
  for (const layer of layers) {
    for (const source of itemsAt(layer, 'envFrom')) {
      const configMap = configMapNamed(textAt(source, 'configMapRef', 'name'), owner, files);
      const prefix = textAt(source, 'prefix') ?? '';
      for (const { key, value } of entriesAt(configMap, 'data')) {
        if (!isScalar(value)) continue;
        variables.set(prefix + key, { name: prefix + key, value, place: value, shared: true });
      }
    }
  }
  for (const layer of layers) {
    for (const item of itemsAt(layer, ...container.spelling.env)) {
      const name = textAt(item, 'name');
      if (name !== null) variables.set(name, readVariable(name, item, owner, files));
    }
    for (const { key, value } of entriesAt(layer, ...container.spelling.env)) {
      if (!isScalar(value)) continue;
      variables.set(key, { name: key, value, place: value, shared: false });
    }
  }
  return variables;
}

function readVariable(
  name: string,
  item: Located,
  owner: KubernetesObject,
  files: readonly ParsedFile[],
): Variable {
  const value = scalarAt(item, 'value');
  if (value) return { name, value, place: item, shared: false };
  const reference = at(item, 'valueFrom', 'configMapKeyRef');
  const configMap = configMapNamed(textAt(reference, 'name'), owner, files);
  const key = textAt(reference, 'key');
  const found = key === null ? null : scalarAt(configMap, 'data', key);
  return { name, value: found, place: item, shared: found !== null };
}

function configMapNamed(
  name: string | null,
  owner: KubernetesObject,
  files: readonly ParsedFile[],
): KubernetesObject | null {
  return name === null ? null : nearest(objectsNamed(files, 'ConfigMap', name), owner);
}

/** What a reference like `$(MODEL)` comes to. */
export interface Substituted {
  readonly text: string;
  /** The variable, where the whole text was one reference to it. */
  readonly variable: Variable | null;
  /** Names that could not be resolved. */
  readonly missing: readonly string[];
}

const REFERENCE = /\$\(([A-Za-z_][\w.-]*)\)/g;
const DEPTH = 5;

/** Replaces `$(VAR)` by the container's own variables. Values that refer to further variables are followed. */
export function substitute(text: string, variables: Variables, depth = 0): Substituted {
  const missing: string[] = [];
  const used: Variable[] = [];
  const replaced = text.replace(REFERENCE, (whole: string, name: string) => {
    const variable = variables.get(name);
    if (!variable?.value || isHole(variable.value) || depth >= DEPTH) {
      missing.push(name);
      return whole;
    }
    used.push(variable);
    const inner = substitute(variable.value.node.text, variables, depth + 1);
    missing.push(...inner.missing);
    return inner.text;
  });
  const [only] = used;
  const isWhole = used.length === 1 && only?.value?.node.text === replaced;
  return { text: replaced, variable: isWhole ? only : null, missing };
}
