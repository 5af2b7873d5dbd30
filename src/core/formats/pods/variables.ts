import type { ParsedFile } from '../../model/document.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { nearest, objectsNamed } from '../kubernetes/joins.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, entriesAt, isHole, isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
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
    for (const item of itemsAt(layer, 'env')) {
      const name = textAt(item, 'name');
      if (name !== null) variables.set(name, readVariable(name, item, owner, files));
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
  /** The variable's value where the whole text was one reference. */
  readonly value: Located<ScalarNode> | null;
  readonly variable: Variable | null;
  /** Names that could not be resolved. */
  readonly missing: readonly string[];
}

const KUBERNETES_REFERENCE = /\$\(([A-Za-z_][\w.-]*)\)/g;
const SHELL_REFERENCE = /\$\{([A-Za-z_]\w*)(?::?[-=]([^}]*))?\}|\$([A-Za-z_]\w*)|\$\(([A-Za-z_]\w*)\)/g;
const DEPTH = 5;

/**
 * Replaces `$(VAR)`, and in a shell also `$VAR`, `${VAR}` and `${VAR:-default}`, by the container's own variables.
 * Values that refer to further variables are followed.
 */
export function substitute(
  text: string,
  variables: Variables,
  shell: boolean,
  depth = 0,
): Substituted {
  const missing: string[] = [];
  let last: Variable | null = null;
  let references = 0;
  const replaced = text.replace(
    shell ? SHELL_REFERENCE : KUBERNETES_REFERENCE,
    (whole: string, ...groups: (string | undefined)[]) => {
      references++;
      const name = groups[0] ?? groups[2] ?? groups[3] ?? '';
      const fallback = shell ? groups[1] : undefined;
      const variable = variables.get(name);
      if (variable?.value && !isHole(variable.value) && depth < DEPTH) {
        last = variable;
        const inner = substitute(variable.value.node.text, variables, false, depth + 1);
        missing.push(...inner.missing);
        return inner.text;
      }
      if (!variable && fallback !== undefined) return fallback;
      missing.push(name);
      return whole;
    },
  );
  const only = references === 1 && last !== null ? (last as Variable) : null;
  const wasWhole = only !== null && only.value?.node.text === replaced;
  return {
    text: replaced,
    value: wasWhole ? only.value : null,
    variable: wasWhole ? only : null,
    missing,
  };
}
