import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/root.ts';
import { reportPage } from '../../src/extension/reportPage.ts';

export const origin = 'http://report.test';

/** Answers the page's requests: the HTML that the extension writes, under its own policy, and dist/. */
export async function routeSite(page: Page): Promise<void> {
  const html = reportPage({
    script: `${origin}/webview.js`,
    styles: `${origin}/webview.css`,
    styleSource: origin,
    nonce: randomBytes(16).toString('hex'),
  });
  const files: Readonly<Record<string, () => Promise<string>>> = {
    '/': () => Promise.resolve(html),
    '/webview.js': () => readFile(path.join(root, 'dist/webview.js'), 'utf8'),
    '/webview.css': () => readFile(path.join(root, 'dist/webview.css'), 'utf8'),
    '/favicon.ico': () => Promise.resolve(''),
  };
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await files[pathname]?.();
    if (body === undefined) await route.abort();
    else await route.fulfill({ body, contentType: contentType(pathname) });
  });
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.js')) return 'text/javascript';
  return pathname.endsWith('.css') ? 'text/css' : 'text/html';
}
