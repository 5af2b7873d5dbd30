import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listPackage } from '../../scripts/package/vsix.ts';
import { root } from '../../scripts/root.ts';

const allowed =
  /^(package\.json|package\.nls\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.txt|dist\/(web\/)?extension\.js|dist\/core\.js|dist\/webview\.(js|css)|dist\/(cli|lsp|mcp)\.js|media\/.+|schemas\/.+\.json)$/;

it('packs what the extension needs and nothing else', async () => {
  const files = (await listPackage()).map((file) => file.replaceAll('\\', '/'));
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'THIRD-PARTY-NOTICES.txt',
      'dist/extension.js',
      'dist/core.js',
      'dist/web/extension.js',
      'dist/webview.js',
      'dist/webview.css',
      'dist/cli.js',
      'dist/lsp.js',
      'dist/mcp.js',
    ]),
  );
});

it('loads the core late: the bundle that VS Code activates has none of it', () => {
  const bundle = readFileSync(path.join(root, 'dist/extension.js'));
  expect(bundle.length).toBeLessThan(150_000);
  expect(bundle.includes('./core.js')).toBe(true);
});
