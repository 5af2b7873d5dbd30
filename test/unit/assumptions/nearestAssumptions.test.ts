import { describe, expect, it } from 'vitest';
import {
  isAssumptionsFile,
  nearestAssumptions,
} from '../../../src/core/assumptions/nearestAssumptions.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

const files = [
  'file:///repo/.servingcost.yaml',
  'file:///repo/team/.servingcost.yml',
  'file:///repo/team/deep/.servingcost.yml',
  'file:///repo/team/deep/.servingcost.yaml',
  'file:///repo/team/deep/chat.yaml',
].map((uri) => parseFile({ uri, version: 1, text: '' }));

const nearest = (uri: string): string | undefined => nearestAssumptions(uri, files)?.source.uri;

describe('nearestAssumptions', () => {
  it('is the one in the folder, else in the nearest folder above', () => {
    expect(nearest('file:///repo/team/deep/chat.yaml')).toBe(
      'file:///repo/team/deep/.servingcost.yaml',
    );
    expect(nearest('file:///repo/team/other/chat.yaml')).toBe('file:///repo/team/.servingcost.yml');
    expect(nearest('file:///repo/chat.yaml')).toBe('file:///repo/.servingcost.yaml');
  });

  it('is none outside, and none of a folder whose name only begins the same', () => {
    expect(nearest('file:///elsewhere/chat.yaml')).toBeUndefined();
    expect(nearest('file:///repo2/chat.yaml')).toBeUndefined();
    expect(nearest('untitled:Untitled-1')).toBeUndefined();
  });

  it('knows assumptions files by their name', () => {
    expect(isAssumptionsFile('file:///repo/.servingcost.yml')).toBe(true);
    expect(isAssumptionsFile('file:///repo/my.servingcost.yaml')).toBe(false);
  });
});
