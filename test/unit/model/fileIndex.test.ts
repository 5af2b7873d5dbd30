import { expect, test } from 'vitest';
import type { ParsedFile } from '../../../src/core/model/document.ts';
import { fileAt, fileIndex, withEditedFiles } from '../../../src/core/model/fileIndex.ts';

function file(name: string, text: string): ParsedFile {
  return {
    source: { uri: `file:///${name}`, version: 0, text },
    documents: [],
    problems: [],
  };
}

/** Words of the texts, and how often each text was looked at. */
function wordIndex() {
  const looks: string[] = [];
  const files = fileIndex((one) => {
    looks.push(one.source.uri);
    return one.source.text.split(' ').map((word) => [word, one.source.uri]);
  });
  return { files, looks };
}

const files = [file('a', 'one two'), file('b', 'two three'), file('c', 'three')];

test('values come in the order of their files, each file looked at once', () => {
  const { files: words, looks } = wordIndex();
  expect(words(files, 'two')).toEqual(['file:///a', 'file:///b']);
  expect(words(files, 'four')).toEqual([]);
  expect(looks).toHaveLength(3);
});

test('after an edit only the edited file is looked at again', () => {
  const { files: words, looks } = wordIndex();
  const before = words(files, 'three');
  const edited = withEditedFiles(files, [file('a', 'three one'), file('d', 'two')]);
  looks.length = 0;
  expect(words(edited, 'three')).toEqual(['file:///a', 'file:///b', 'file:///c']);
  expect(words(edited, 'two')).toEqual(['file:///b', 'file:///d']);
  expect(looks).toEqual(['file:///a', 'file:///d']);
  expect(words(files, 'three')).toBe(before);
});

test('what no edit touches is the same array', () => {
  const { files: words } = wordIndex();
  const edited = withEditedFiles(files, [file('a', 'five')]);
  expect(words(edited, 'three')).toBe(words(files, 'three'));
  expect(words(edited, 'one')).toEqual([]);
});

test('edits of edited files add up', () => {
  const { files: words } = wordIndex();
  const once = withEditedFiles(files, [file('d', 'six')]);
  const twice = withEditedFiles(once, [file('b', 'six'), file('d', 'seven')]);
  expect(words(twice, 'six')).toEqual(['file:///b']);
  expect(words(twice, 'seven')).toEqual(['file:///d']);
  expect(words(once, 'six')).toEqual(['file:///d']);
  expect(fileAt(twice, 'file:///b')?.source.text).toBe('six');
  expect(fileAt(twice, 'file:///x')).toBeUndefined();
  expect(twice).toHaveLength(4);
});
