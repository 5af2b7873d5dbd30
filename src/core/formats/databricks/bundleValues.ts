import type { ParsedFile } from '../../model/document.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { at, entriesAt, scalarAt, textAt, type Located } from '../located.ts';
import { withText } from '../platforms/scalars.ts';

const REFERENCE = /\$\{var\.([A-Za-z_][\w-]*)\}/g;
const DEPTH = 5;

/**
 * A scalar of an asset bundle with `${var.NAME}` replaced by the variable's default, from this file or from the bundle's
 * own. A scalar that is nothing but one reference becomes the default itself, so that edits go there.
 */
function bundleValue(
  scalar: Located<ScalarNode>,
  files: readonly ParsedFile[],
  depth = 0,
): Located<ScalarNode> {
  const { text } = scalar.node;
  if (!text.includes('${var.') || depth > DEPTH) return scalar;
  const whole = /^\$\{var\.([A-Za-z_][\w-]*)\}$/.exec(text.trim())?.[1];
  const direct = whole === undefined ? null : defaultOf(whole, scalar.file, files);
  if (direct) return bundleValue(direct, files, depth + 1);
  const replaced = text.replace(REFERENCE, (reference: string, name: string) => {
    const found = defaultOf(name, scalar.file, files);
    return found ? bundleValue(found, files, depth + 1).node.text : reference;
  });
  return replaced === text ? scalar : withText(scalar, replaced);
}

/** The scalar under a path with its variables replaced; null where there is none. */
export function bundleAt(
  from: Located | null,
  files: readonly ParsedFile[],
  ...path: string[]
): Located<ScalarNode> | null {
  const found = scalarAt(from, ...path);
  return found && bundleValue(found, files);
}

function defaultOf(
  name: string,
  from: ParsedFile,
  files: readonly ParsedFile[],
): Located<ScalarNode> | null {
  const candidates = [from, ...files.filter((file) => isAbove(file, from))];
  for (const file of candidates) {
    for (const { root } of file.documents) {
      const bundle = root && { file, node: root };
      const target = entriesAt(bundle, 'targets').find(
        (each) => textAt(each.value, 'default') === 'true',
      );
      // What the target that is deployed by default says goes before the variable's own default.
      for (const holder of [target?.value ?? null, bundle]) {
        const variable = at(holder, 'variables', name);
        const value = scalarAt(variable, 'default') ?? scalarAt(variable);
        if (value) return value;
      }
    }
  }
  return null;
}

/** A bundle's file lies in the folder of the resource or above it. */
function isAbove(file: ParsedFile, from: ParsedFile): boolean {
  const { uri } = file.source;
  return file !== from && from.source.uri.startsWith(uri.slice(0, uri.lastIndexOf('/') + 1));
}
