import type { Span } from '../text/span.ts';

/**
 * A text in which every UTF-16 code unit knows which part of the file it stands for: an escape is one character and
 * several in the file, the value of a variable stands for the reference to it.
 */
export interface SourceText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A source text being put together. */
export interface SourceTextBuilder {
  /** Adds `text`, each character of which stands for the whole span. */
  add(text: string, span: Span): void;
  /** Adds the characters `start` to `end` of another source text. */
  copy(from: SourceText, start: number, end: number): void;
  /** Takes back the characters behind `length`. */
  truncate(length: number): void;
  readonly text: string;
  build(): SourceText;
}

/** Starts an empty source text. */
export function buildSourceText(): SourceTextBuilder {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add(added, span) {
      text += added;
      while (starts.length < text.length) {
        starts.push(span.start);
        ends.push(span.end);
      }
    },
    copy(from, start, end) {
      text += from.text.slice(start, end);
      for (let index = start; index < end; index++) {
        starts.push(from.starts[index] ?? 0);
        ends.push(from.ends[index] ?? 0);
      }
    },
    truncate(length) {
      text = text.slice(0, length);
      starts.length = text.length;
      ends.length = text.length;
    },
    get text() {
      return text;
    },
    build: () => ({ text, starts, ends }),
  };
}

/** The part of a source text between two indices. */
export function sliceSource(source: SourceText, start: number, end?: number): SourceText {
  return {
    text: source.text.slice(start, end),
    starts: source.starts.slice(start, end),
    ends: source.ends.slice(start, end),
  };
}

/** The part of the file that a source text stands for; `empty` for one without characters. */
export function spanOfSource(source: SourceText, empty: Span): Span {
  const start = source.starts[0];
  const end = source.ends.at(-1);
  return start === undefined || end === undefined ? empty : { start, end };
}
