import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import { nodeAt } from '../../syntax/access.ts';
import type { Span } from '../../text/span.ts';
import type { Fact } from './factsMarkdown.ts';
import { trimmedEnd } from '../../text/trimmedEnd.ts';

/** Something that the catalogue knows, and where it is named. */
export interface PlacedFact {
  readonly fact: Fact;
  readonly span: Span;
}

/**
 * The accelerator, instance type or model that a config names at a place: as a whole value, as a word of a flag, as a key.
 * Null where nothing there is a name of the catalogue.
 */
export function factAt(catalog: Catalog, file: ParsedFile, offset: number): PlacedFact | null {
  const { text } = file.source;
  const span = wordAt(text, offset);
  if (span === null || isNotValue(file, offset)) return null;
  // A name with a colon may end before it: `L4:2`, `image:tag`.
  for (const candidate of [span, beforeColon(text, span)]) {
    if (candidate === null || offset > candidate.end) continue;
    const fact = factOf(text.slice(candidate.start, candidate.end), catalog);
    if (fact !== null) return { fact, span: candidate };
  }
  return null;
}

/** What a name stands for in the catalogue. */
export function factOf(name: string, catalog: Catalog): Fact | null {
  if (name.length < 2 || name.length > 120) return null;
  // Words of two letters and digits are names of accelerators; a model is told by its owner or tag.
  const instance = /[._-]/.test(name) ? catalog.instance(name) : null;
  if (instance !== null) return { kind: 'instance', instance };
  const facts = /\d/.test(name) ? catalog.accelerator(name) : null;
  if (facts !== null) return { kind: 'accelerator', facts };
  const model = /[/:]/.test(name) ? catalog.model(name) : null;
  return model === null ? null : { kind: 'model', model };
}

function wordAt(text: string, offset: number): Span | null {
  const isPart = (sign: string | undefined): boolean =>
    sign !== undefined && /[\w./:@+-]/.test(sign);
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < 200 && isPart(text[start - 1])) start -= 1;
  while (end < text.length && end - offset < 200 && isPart(text[end])) end += 1;
  const word = text.slice(start, end);
  // `--model`: the flag is no name; `:` at the end belongs to a key.
  const lead = /^(?:-+|[./:@+]+)/.exec(word)?.[0].length ?? 0;
  const tail = word.length - trimmedEnd(word, '.:,@+-');
  start += lead;
  end -= tail;
  return start < end && offset >= start && offset <= end ? { start, end } : null;
}

function beforeColon(text: string, { start, end }: Span): Span | null {
  const colon = text.slice(start, end).indexOf(':');
  return colon > 0 ? { start, end: start + colon } : null;
}

/** True in comments and beyond what could be read. */
function isNotValue({ documents }: ParsedFile, offset: number): boolean {
  const document = documents.find(({ span }) => span.start <= offset && offset <= span.end);
  const found = nodeAt(document?.root, offset);
  // Between the entries of a mapping are blanks and comments alone.
  return found?.node.kind !== 'scalar';
}
