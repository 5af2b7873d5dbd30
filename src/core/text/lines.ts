/** A place as editors count it: 0-based line, 0-based UTF-16 code unit in that line. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Lines end at LF, CRLF or a lone CR. */
export interface LineIndex {
  readonly lineCount: number;
  /** Offsets outside the text are moved to its nearest end; one between CR and LF to the end of its line. */
  positionAt(offset: number): Position;
  /** A character behind the end of its line means the end of that line, a line behind the last the end of the text. */
  offsetAt(position: Position): number;
}

/** Builds the index in one pass over the text. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);

  const endOfLine = (line: number): number => {
    const next = starts[line + 1];
    if (next === undefined) return text.length;
    return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1;
  };

  return {
    lineCount: starts.length,
    positionAt(offset) {
      const inside = Math.min(Math.max(offset, 0), text.length);
      const line = lastStartAtOrBefore(starts, inside);
      return { line, character: Math.min(inside, endOfLine(line)) - (starts[line] ?? 0) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      const start = starts[line];
      if (start === undefined) return text.length;
      return Math.min(start + Math.max(character, 0), endOfLine(line));
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const lineBreak = /\r\n|\n|\r/g;
  while (lineBreak.exec(text) !== null) starts.push(lineBreak.lastIndex);
  return starts;
}

function lastStartAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
