import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../../../src/core/text/lines.ts';

describe('createLineIndex', () => {
  it.each(['a\nb\nc', 'a\r\nb\r\nc', 'a\rb\rc'])(
    'counts lines and characters from 0: %j',
    (text) => {
      const lines = createLineIndex(text);
      expect(lines.lineCount).toBe(3);
      expect(lines.positionAt(text.indexOf('c'))).toEqual({ line: 2, character: 0 });
      expect(lines.positionAt(1)).toEqual({ line: 0, character: 1 });
      expect(lines.offsetAt({ line: 1, character: 1 })).toBe(text.indexOf('b') + 1);
    },
  );

  it('counts UTF-16 code units', () => {
    expect(createLineIndex('x\n😀y').positionAt(4)).toEqual({ line: 1, character: 2 });
  });

  it('knows an empty text and an empty last line', () => {
    expect(createLineIndex('').lineCount).toBe(1);
    expect(createLineIndex('a\n').positionAt(2)).toEqual({ line: 1, character: 0 });
  });

  it('moves what lies outside to the nearest place', () => {
    const lines = createLineIndex('ab\r\nc');
    expect(lines.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(lines.positionAt(99)).toEqual({ line: 1, character: 1 });
    expect(lines.positionAt(3)).toEqual({ line: 0, character: 2 });
    expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(lines.offsetAt({ line: 9, character: 0 })).toBe(5);
    expect(lines.offsetAt({ line: -1, character: 3 })).toBe(0);
  });
});
