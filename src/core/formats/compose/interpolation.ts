import type { ParsedFile } from '../../model/document.ts';
import { fileAt } from '../../model/fileIndex.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { entriesAt, isScalar, scalarAt, type Located } from '../located.ts';
import { relativeUri } from '../uris.ts';
import { withText } from '../platforms/scalars.ts';

/** Variables that Compose fills into a file: those of the `.env` beside it. */
export type ComposeEnvironment = ReadonlyMap<string, Located<ScalarNode>>;

/** The variables of an environment file in the folder of `file`; empty where it is not among the files. */
export function environmentFile(
  file: ParsedFile,
  name: string,
  files: readonly ParsedFile[],
): ComposeEnvironment {
  const found = fileAt(files, relativeUri(file.source.uri, name));
  const root = found?.documents[0]?.root;
  if (!found || !root) return new Map();
  return new Map(
    entriesAt({ file: found, node: root }).flatMap(({ key, value }) =>
      isScalar(value) ? [[key, value] as const] : [],
    ),
  );
}

/**
 * A scalar as Compose hands it on (compose-spec, "Interpolation"): `$NAME`, `${NAME:-default}`, `${NAME:?message}` and
 * `${NAME:+other}` replaced, `$$` a dollar. A reference without a value stays as it is written. Where the whole text is
 * one variable of the environment, the scalar of that variable.
 */
export function interpolated(
  scalar: Located<ScalarNode>,
  environment: ComposeEnvironment,
): Located<ScalarNode> {
  const { text } = scalar.node;
  if (!text.includes('$')) return scalar;
  const name = /^\$(?:\{(\w+)(?::?[-?][^{}]*)?\}|(\w+))$/.exec(text.trim());
  const direct = name && environment.get(name[1] ?? name[2] ?? '');
  if (direct && direct.node.text !== '') return direct;
  return withText(scalar, substituted(text, environment));
}

/** The scalar under a path, interpolated; null where there is none. */
export function valueAt(
  from: Located | null,
  environment: ComposeEnvironment,
  ...path: string[]
): Located<ScalarNode> | null {
  const found = scalarAt(from, ...path);
  return found && interpolated(found, environment);
}

const DEPTH = 5;

function substituted(text: string, environment: ComposeEnvironment, depth = 0): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('$', at);
    if (next < 0) return result + text.slice(at);
    result += text.slice(at, next);
    const reference = referenceAt(text, next);
    const value = reference && valueOf(reference, environment, depth);
    const length = reference?.length ?? 1;
    result += value ?? text.slice(next, next + length);
    at = next + length;
  }
  return result;
}

interface ComposeReference {
  readonly name: string;
  /** `:-`, `-`, `:?`, `:+` … with what follows; null for a bare name. */
  readonly operator: string | null;
  readonly argument: string;
  readonly length: number;
}

function referenceAt(text: string, at: number): ComposeReference | null {
  if (text[at + 1] === '$') return { name: '$', operator: null, argument: '', length: 2 };
  const bare = /^\$([A-Za-z_]\w*)/.exec(text.slice(at, at + 200));
  if (bare) return { name: bare[1] ?? '', operator: null, argument: '', length: bare[0].length };
  if (text[at + 1] !== '{') return null;
  let depth = 0;
  let end = at + 1;
  for (; end < text.length; end++) {
    if (text[end] === '{') depth++;
    else if (text[end] === '}' && --depth === 0) break;
  }
  const inner = /^([A-Za-z_]\w*)(:?[-?+])?(.*)$/s.exec(text.slice(at + 2, end));
  if (!inner || end >= text.length) return null;
  const [, name = '', operator = null, argument = ''] = inner;
  return { name, operator: operator ?? null, argument, length: end + 1 - at };
}

function valueOf(
  { name, operator, argument }: ComposeReference,
  environment: ComposeEnvironment,
  depth: number,
): string | null {
  if (name === '$') return '$';
  const written = environment.get(name)?.node.text ?? null;
  const isSet = written !== null && (written !== '' || operator?.startsWith(':') !== true);
  if (operator?.endsWith('+')) return isSet ? argument : '';
  if (isSet) return written;
  if (!operator?.endsWith('-') || depth > DEPTH) return null;
  return substituted(argument, environment, depth + 1);
}
