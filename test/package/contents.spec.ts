import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createPackage, listPackage } from '../../scripts/package/vsix.ts';
import { root } from '../../scripts/root.ts';
import { folderWith } from '../support/testFolder.ts';

const allowed =
  /^(package\.json|package\.nls\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.txt|dist\/(web\/)?extension\.js|dist\/core\.js|dist\/webview\.(js|css)|dist\/(cli|lsp|mcp)\.js|media\/(icon\.png|view\.svg|walkthrough\/\w+\.png)|schemas\/.+\.json)$/;

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

it('is small enough to be downloaded in passing', async () => {
  const file = path.join(folderWith({}), 'package.vsix');
  await createPackage(file);
  expect(statSync(file).size).toBeLessThan(3_000_000);
});

it.each(['extension.js', 'cli.js'])('has the core once for node: %s has none of it', (name) => {
  const bundle = readFileSync(path.join(root, 'dist', name));
  expect(bundle.length).toBeLessThan(150_000);
  expect(bundle.includes('./core.js')).toBe(true);
});
