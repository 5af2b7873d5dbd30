import { expect, it } from 'vitest';
import { listPackage } from '../../scripts/package/vsix.ts';

const allowed =
  /^(package\.json|package\.nls\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(web\/)?extension\.js|dist\/webview\.(js|css)|dist\/cli\.js|media\/.+|schemas\/.+\.json)$/;

it('packs what the extension needs and nothing else', async () => {
  const files = (await listPackage()).map((file) => file.replaceAll('\\', '/'));
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'dist/extension.js',
      'dist/web/extension.js',
      'dist/webview.js',
      'dist/webview.css',
      'dist/cli.js',
    ]),
  );
});
