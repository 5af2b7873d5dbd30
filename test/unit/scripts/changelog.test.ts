import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { notesOf, released } from '../../../scripts/release/changelog.ts';
import { productVersion } from '../../../src/core/version.ts';

const past = '## 0.1.0 (2026-11-30)\n\nThe first.\n';
const changelog = (top: string): string => `# Changelog\n\n${top}\n\n- New: because.\n\n${past}`;

describe('a changelog', () => {
  it('has notes for a version, up to the next one', () => {
    expect(notesOf(changelog('## 0.2.0 (2026-12-01)'), '0.2.0')).toBe('- New: because.\n');
    expect(notesOf(changelog('## Unreleased'), '0.1.0')).toBe('The first.\n');
    expect(notesOf(changelog('## Unreleased'), '0.2.0')).toBeNull();
    expect(notesOf('## 0.2.0\n\n## 0.1.0\n\nx\n', '0.2.0')).toBeNull();
  });

  it.each(['## Unreleased', '## 0.2.0'])('%s becomes a release with its day', (top) => {
    expect(released(changelog(top), '0.2.0', '2026-12-01')).toBe(
      changelog('## 0.2.0 (2026-12-01)'),
    );
  });

  it('that says nothing of a version is no release', () => {
    expect(() => released(changelog('## 0.3.0'), '0.2.0', '2026-12-01')).toThrow(
      'begins with 0.3.0',
    );
    expect(() => released(past, '0.2.0', '2026-12-01')).toThrow('begins with 0.1.0');
    expect(() => released(past, '0.1.0', '2026-12-01')).toThrow('begins with 0.1.0');
    expect(() => released(`## Unreleased\n\n${past}`, '0.2.0', '2026-12-01')).toThrow('is empty');
    expect(() => released('# Changelog\n', '0.2.0', '2026-12-01')).toThrow('begins with nothing');
  });
});

it('the changelog of the product begins with the next version, or with the one that is out', () => {
  const text = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  const [first] = /^## \S+/m.exec(text) ?? [];
  expect(['## Unreleased', `## ${productVersion}`]).toContain(first);
  expect(notesOf(text, first?.slice(3) ?? '')).not.toBeNull();
});
