import { describe, expect, it } from 'vitest';
import { applyEdits, findConflict, mergeFileEdits } from '../../../src/core/text/applyEdits.ts';
import { composeEdits } from '../../../src/core/text/composeEdits.ts';

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

describe('applyEdits', () => {
  it('applies edits in any order, insertions at one place in the order given', () => {
    expect(
      applyEdits('abc', [edit(3, 3, '!'), edit(1, 1, '1'), edit(1, 2, 'B'), edit(1, 1, '2')]),
    ).toBe('a12Bc!');
  });

  it('throws on edits that overlap or lie outside', () => {
    expect(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')])).toThrow(RangeError);
    expect(() => applyEdits('abc', [edit(2, 4, '')])).toThrow(RangeError);
  });
});

describe('findConflict', () => {
  it('finds overlaps and insertions inside a replaced span', () => {
    expect(findConflict([edit(0, 3, ''), edit(1, 1, 'x')])).toEqual([
      edit(0, 3, ''),
      edit(1, 1, 'x'),
    ]);
    expect(findConflict([edit(0, 9, ''), edit(3, 4, ''), edit(5, 6, '')])).not.toBeNull();
  });

  it('has nothing against neighbours', () => {
    expect(
      findConflict([edit(0, 2, ''), edit(2, 4, ''), edit(2, 2, 'x'), edit(4, 4, 'y')]),
    ).toBeNull();
  });
});

describe('mergeFileEdits', () => {
  it('joins the edits of a file and keeps once what two changes agree on', () => {
    const merged = mergeFileEdits([
      [{ uri: 'a', edits: [edit(0, 1, 'x'), edit(5, 5, 'one')] }],
      [
        { uri: 'b', create: true, edits: [edit(0, 0, 'new')] },
        { uri: 'a', edits: [edit(0, 1, 'x'), edit(5, 5, 'two')] },
      ],
    ]);
    expect(merged).toEqual([
      { uri: 'a', edits: [edit(0, 1, 'x'), edit(5, 5, 'one'), edit(5, 5, 'two')] },
      { uri: 'b', create: true, edits: [edit(0, 0, 'new')] },
    ]);
  });

  it('is null when two changes want different things', () => {
    const file = (newText: string) => [{ uri: 'a', edits: [edit(0, 1, newText)] }];
    expect(mergeFileEdits([file('x'), file('y')])).toBeNull();
  });
});

describe('composeEdits', () => {
  it('makes one list of two', () => {
    const composed = composeEdits(
      'hello world',
      [edit(0, 5, 'bye')],
      [edit(2, 3, ''), edit(4, 4, 'my ')],
    );
    expect(applyEdits('hello world', composed)).toBe('by my world');
    expect(composed).toEqual([edit(0, 5, 'by'), edit(6, 6, 'my ')]);
  });
});
