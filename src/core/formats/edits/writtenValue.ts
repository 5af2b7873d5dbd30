import type { ParsedFile } from '../../model/document.ts';
import type { Sourced } from '../../model/sourced.ts';
import { fileAt } from '../../model/fileIndex.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { nodesOf } from '../../syntax/yamlPlace.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { isHole, type Located } from '../located.ts';
import { inFile, refuse, treeOf, type Step } from './target.ts';

/** The scalar that a value was read from; null for a value that is not written, or only as a part of a text. */
export function scalarOf(
  { origin }: Sourced<unknown>,
  files: readonly ParsedFile[],
): Located<ScalarNode> | null {
  if (origin.kind !== 'config') return null;
  const file = fileAt(files, origin.uri);
  if (!file) return null;
  for (const { root, span } of file.documents) {
    if (origin.span.start < span.start || origin.span.end > span.end) continue;
    for (const node of nodesOf(root)) {
      const { start, end } = node.aliasSpan ?? node.span;
      if (node.kind !== 'scalar' || start !== origin.span.start) continue;
      if (end === origin.span.end) return { file, node };
    }
  }
  return null;
}

/** Replaces a number where it was read; refused where it is written in another unit than it was read in. */
export function setWrittenNumber(
  value: Sourced<number>,
  to: number,
  files: readonly ParsedFile[],
): Step {
  const written = scalarOf(value, files);
  if (!written) return refuse('It is not written in this file.');
  if (isHole(written)) return refuse('A template fills it in.');
  if (Number(written.node.text) !== value.value) {
    return refuse(`${written.node.text} is written in a unit of its own.`);
  }
  if (value.value === to) return { edits: [] };
  // A number in quotes stays one: annotations and metadata of triggers take strings only.
  const isQuoted = written.node.style !== 'plain';
  return inFile(written, setScalar(treeOf(written), written.node, isQuoted ? String(to) : to));
}
