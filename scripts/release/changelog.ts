/** What the changelog is like: `## Unreleased` or `## 1.2.3` while it is worked on, `## 1.2.3 (2026-12-01)` once it is out. */
const heading = /^## (Unreleased|\d+\.\d+\.\d+)(?: \((\d{4}-\d\d-\d\d)\))?$/;

/** The entries of a version, without its heading; null where it has none. */
export function notesOf(changelog: string, version: string): string | null {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => heading.exec(line)?.[1] === version);
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => heading.test(line));
  const end = length === -1 ? lines.length : start + 1 + length;
  const notes = lines.slice(start + 1, end).join('\n');
  return notes.trim() === '' ? null : `${notes.trim()}\n`;
}

/**
 * The changelog with its first section as that of a release.
 *
 * @param date `YYYY-MM-DD`.
 * @throws Error where the first section is that of another version, is out already, or says nothing.
 */
export function released(changelog: string, version: string, date: string): string {
  const lines = changelog.split('\n');
  const index = lines.findIndex((line) => heading.test(line));
  const [, name = 'nothing', day] = heading.exec(lines[index] ?? '') ?? [];
  if ((name !== 'Unreleased' && name !== version) || day !== undefined) {
    throw new Error(
      `CHANGELOG.md begins with ${name}: it says nothing of what ${version} changes.`,
    );
  }
  if (notesOf(changelog, name) === null) throw new Error(`CHANGELOG.md: ${name} is empty.`);
  return lines.with(index, `## ${version} (${date})`).join('\n');
}
