import { createWriteStream } from 'node:fs';
import type { Page } from 'playwright-core';

/** Writes everything that the page and its frames say to a file. */
export function recordConsole(page: Page, file: string): { readonly end: () => void } {
  const log = createWriteStream(file);
  page.on('console', (message) => log.write(`[${message.type()}] ${message.text()}\n`));
  page.on('pageerror', (error) => log.write(`[page error] ${error.stack ?? error.message}\n`));
  page.on('crash', () => log.write('[crash] the page crashed\n'));
  return { end: () => log.end() };
}
