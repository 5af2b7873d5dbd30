import { expect, test } from 'vitest';
import { relativePath } from '../../../src/core/report/relativePath.ts';

test.each([
  ['file:///repo/a/b.yaml', 'file:///repo', 'a/b.yaml'],
  ['file:///repo/a/b.yaml', 'file:///repo/', 'a/b.yaml'],
  ['file:///repo/a%20b/%C3%A9.yaml', 'file:///repo', 'a b/é.yaml'],
  ['file:///repo/c.yaml', 'file:///repo/a/b', '../../c.yaml'],
  ['file:///repo-two/c.yaml', 'file:///repo', '../repo-two/c.yaml'],
  ['file:///repo', 'file:///repo', '../repo'],
  ['file:///c%3A/repo/a.yaml', 'file:///C:/repo', 'a.yaml'],
  ['vscode-vfs://github/owner/repo/a.yaml', 'file:///repo', 'owner/repo/a.yaml'],
  ['untitled:Untitled-1', 'file:///repo', 'Untitled-1'],
  ['stdin:-', 'file:///repo', '-'],
  ['file:///repo/100%.yaml', 'file:///repo', '100%.yaml'],
])('%s from %s is %s', (uri, base, path) => {
  expect(relativePath(uri, base)).toBe(path);
});
