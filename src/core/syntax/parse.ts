import type { Span } from '../text/span.ts';
import { spansOverlap } from '../text/span.ts';
import { languageOf, type Language } from './languages.ts';
import { findMergeConflicts } from './mergeConflicts.ts';
import type { ParseCache } from './parseCache.ts';
import { shiftDocument } from './shift.ts';
import type { ParseProblem, SyntaxDocument } from './tree.ts';

/** Larger files are declined, in UTF-16 code units: no config that people edit comes near. */
const maxLength = 1_000_000;

/** What `parseFile` reads: a `SourceDocument` of the model, which this layer does not know. */
interface SourceText {
  readonly uri: string;
  readonly text: string;
}

/** A source together with its syntax: the model's `ParsedFile`. */
interface Parsed<Source extends SourceText> {
  readonly source: Source;
  readonly documents: readonly SyntaxDocument[];
  /** Of the file as a whole and of all its documents. */
  readonly problems: readonly ParseProblem[];
}

/**
 * Reads a file into trees, one for each document in it. Never throws: what cannot be read is a problem. A file of a
 * syntax that is not known has no documents; one without an extension (an unsaved one) is taken for YAML.
 *
 * @param cache Where documents read before are looked up. A document whose text and place are unchanged is the same
 * object as before.
 */
export function parseFile<Source extends SourceText>(
  source: Source,
  cache?: ParseCache,
): Parsed<Source> {
  const { text } = source;
  const language = languageOf(source.uri);
  if (language === undefined) return { source, documents: [], problems: [] };
  if (text.length > maxLength) return { source, documents: [], problems: [tooLarge(text)] };

  const conflicts = findMergeConflicts(text);
  const documents = language
    .splitDocuments(text)
    .map((span) =>
      conflicts.some((conflict) => spansOverlap(conflict, span))
        ? undecided(span, conflicts)
        : readAt(language, text, span, cache),
    );
  return { source, documents, problems: documents.flatMap((document) => document.problems) };
}

function readAt(
  language: Language,
  text: string,
  span: Span,
  cache: ParseCache | undefined,
): SyntaxDocument {
  const documentText = text.slice(span.start, span.end);
  const cacheKey = keyOf(language, documentText);
  const known = cache?.get(cacheKey);
  if (known?.start === span.start) return known.document;
  const document =
    known === undefined
      ? shiftDocument(language.readDocument(documentText), span.start)
      : shiftDocument(known.document, span.start - known.start);
  cache?.set(cacheKey, { start: span.start, document });
  return document;
}

/** The same text means something else in another syntax. */
function keyOf({ id }: Language, text: string): string {
  return id === 'yaml' || id === 'json' ? text : `\0${id}\0${text}`;
}

/** A document in which git left a conflict: either side would be a guess. */
function undecided(span: Span, conflicts: readonly Span[]): SyntaxDocument {
  const problems = conflicts
    .filter((conflict) => spansOverlap(conflict, span))
    .map((conflict): ParseProblem => ({
      code: 'merge-conflict',
      message: 'A merge conflict is not resolved here: this document is not read.',
      span: {
        start: Math.max(conflict.start, span.start),
        end: Math.min(conflict.end, span.end),
      },
    }));
  return { root: null, span, problems };
}

function tooLarge(text: string): ParseProblem {
  return {
    code: 'too-large',
    message: `Files of more than ${maxLength / 1_000_000} MB are not read.`,
    span: { start: 0, end: Math.min(1, text.length) },
  };
}
