import { describe, expect, it } from 'vitest';
import { exampleFolders, exampleFoldersByFormat } from '../../scripts/exampleFolders.ts';
import { formats } from '../../src/core/formats/formats.ts';

describe('the examples', () => {
  const byFormat = exampleFoldersByFormat();

  it('show every format', () => {
    const missing = formats.map(({ id }) => id).filter((id) => !byFormat.has(id));
    expect(missing).toEqual([]);
  });

  it('each show some format', () => {
    const shown = new Set([...byFormat.values()].flat());
    const idle = exampleFolders().filter(({ name }) => !shown.has(name));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});
