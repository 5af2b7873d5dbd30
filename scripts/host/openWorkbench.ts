import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { recordConsole } from './console.ts';
import { serve } from './serve.ts';
import type { ExtensionHost } from './servedSuites.ts';
import { stageExtension, withTemporaryFolder } from './stage.ts';
import { themes, type ThemeId } from './themes.ts';
import { workbenchAddress } from './workbench.ts';

export interface OpenOptions {
  /** What VS Code opens, absolute: a folder, or a `*.code-workspace` file. */
  readonly folder: string;
  /** A file in it to open at once. */
  readonly file?: string;
  readonly theme?: ThemeId;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Asks whether the folder is trusted, which nobody has said yet. Default: everything is trusted. */
  readonly asksForTrust?: boolean;
  /** Where the extension runs. Default: the node extension host. */
  readonly host?: ExtensionHost;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for one CSS pixel. */
  readonly scale?: number;
  /** A file for everything the console says. Default: none. */
  readonly log?: string;
}

/** Opens the served VS Code with the built extension, does the work, and ends everything. */
export async function withWorkbench<T>(
  options: OpenOptions,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const theme = themes[options.theme ?? 'light'];
  return withTemporaryFolder(async (temporary) => {
    const extension = path.join(temporary, 'extension');
    await stageExtension(extension, options.host ?? 'node');
    const server = await serve({
      dataFolder: path.join(temporary, 'data'),
      settings: { ...calm, 'workbench.colorTheme': theme.name, ...options.settings },
      asksForTrust: options.asksForTrust ?? false,
    });
    try {
      const { folder } = options;
      const file = options.file === undefined ? {} : { file: path.resolve(folder, options.file) };
      const browser = await launchChromium();
      try {
        const page = await browser.newPage({
          viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
          deviceScaleFactor: options.scale ?? 1,
        });
        page.setDefaultTimeout(30_000);
        const recording = options.log === undefined ? null : recordConsole(page, options.log);
        await page.goto(workbenchAddress(server.address, { folder, extension, ...file }));
        // The first start on a busy machine reads everything from a cold disk.
        await page
          .locator(`.monaco-workbench[class*='${theme.loaded}']`)
          .waitFor({ timeout: 90_000 });
        if (options.file !== undefined) {
          await page.locator('.monaco-editor .view-line').first().waitFor();
        }
        const result = await work(page);
        recording?.end();
        return result;
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  });
}

/** The first code lens; the extension has analysed the file when it is there. */
export function firstLens(page: Page) {
  return page.locator('.monaco-editor .codelens-decoration a').first();
}

/** What would move in a picture, or hide what it is about. */
const calm = {
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
};
