import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/core/report/protocol.ts';
import { reportPage } from '../../src/extension/reportPage.ts';
import { root } from '../../scripts/root.ts';
import { themes, themeSheet, type ThemeName } from './themes.ts';

const origin = 'http://panel.test';

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` gives: the page as it is after a reload. */
  readonly state?: unknown;
}

/** The built report page in a real browser, with the test in the place of the extension. */
export interface Panel {
  readonly page: Page;
  /** Everything that must not happen: errors, and what the content security policy refused. */
  readonly complaints: readonly string[];
  send(message: ToPanel): Promise<void>;
  /** What the page sent so far. */
  received(): Promise<readonly FromPanel[]>;
  /** What the page kept with `setState`. */
  state(): Promise<unknown>;
}

/** Opens the very page that the extension makes, under the same policy, with a stand-in for VS Code's API. */
export async function openPanel(
  browser: Browser,
  { theme = 'light', width = 1200, height = 900, state }: PanelOptions = {},
): Promise<Panel> {
  const page = await browser.newPage({ viewport: { width, height } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const files: Readonly<Record<string, () => Promise<string>>> = {
    '/': () =>
      Promise.resolve(
        reportPage({
          script: `${origin}/webview.js`,
          styles: `${origin}/webview.css`,
          styleSource: origin,
          nonce: 'nonce0123456789',
        }).replace('<link', `<link rel="stylesheet" href="${origin}/theme.css"><link`),
      ),
    '/theme.css': () => Promise.resolve(themeSheet(theme)),
    '/webview.js': () => readFile(path.join(root, 'dist/webview.js'), 'utf8'),
    '/webview.css': () => readFile(path.join(root, 'dist/webview.css'), 'utf8'),
  };
  await page.route(`${origin}/**`, async (route) => {
    const read = files[new URL(route.request().url()).pathname];
    if (read === undefined) await route.fulfill({ status: 204 });
    else
      await route.fulfill({ body: await read(), contentType: contentType(route.request().url()) });
  });
  await page.addInitScript({ content: standIn(state, themes[theme].bodyClass) });
  await page.goto(`${origin}/`);
  return {
    page,
    complaints,
    send: (message) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`),
    received: () => page.evaluate('standIn.messages'),
    state: () => page.evaluate('standIn.state'),
  };
}

/** VS Code's side of a webview, as a script: the API, the state it kept, and the theme's class on the body. */
function standIn(state: unknown, bodyClass: string): string {
  return `
    globalThis.standIn = { messages: [], state: ${state === undefined ? 'undefined' : JSON.stringify(state)} };
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => { standIn.messages.push(structuredClone(message)); },
      getState: () => standIn.state,
      setState: (next) => { standIn.state = structuredClone(next); },
    });
    addEventListener('DOMContentLoaded', () => { document.body.classList.add('${bodyClass}'); });`;
}

function contentType(url: string): string {
  if (url.endsWith('.js')) return 'text/javascript';
  return url.endsWith('.css') ? 'text/css' : 'text/html';
}
