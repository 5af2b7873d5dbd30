import { describe, expect, it } from 'vitest';
import { readScalarSource } from '../../src/core/syntax/scalarSource.ts';
import { nodesOf } from '../../src/core/syntax/yamlPlace.ts';
import { corpusIsHere, entries, parsed } from './corpus.ts';

const yaml = entries.filter(({ path }) => /\.(?:ya?ml|json)$/i.test(path));

describe.skipIf(!corpusIsHere)('real YAML files', () => {
  it('are read, but for the few that are broken or templates', () => {
    const declined = yaml.filter((entry) =>
      parsed(entry).documents.some(({ root, problems }) => root === null && problems.length > 0),
    );
    expect(declined.length / yaml.length).toBeLessThan(0.01);
    const broken = yaml.filter((entry) =>
      parsed(entry).problems.some(({ code }) => code === 'syntax-error'),
    );
    expect(broken.length).toBeLessThanOrEqual(5);
  });

  it('have every character of their text scalars placed', () => {
    for (const entry of yaml) {
      const file = parsed(entry);
      for (const { root, problems } of file.documents) {
        // Hidden template lines are part of a script as written, not as read.
        if (problems.length > 0) continue;
        for (const node of nodesOf(root)) {
          if (node.kind !== 'scalar' || node.value === null) continue;
          const { text, starts, ends } = readScalarSource(file.source.text, node);
          expect(text, entry.path).toBe(node.text);
          const isWhole = starts.every((start) => start === node.span.start);
          expect(isWhole && ends.length > 1, `${entry.path}: ${text}`).toBe(false);
        }
      }
    }
  });
});
