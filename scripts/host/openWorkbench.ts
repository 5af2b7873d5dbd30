import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { recordConsole } from './console.ts';
import { installPackage } from './installPackage.ts';
import { serve, type ServedEditor } from './serve.ts';
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
  /** A `.vsix` to install and run, absolute. Default: what is built runs, as an extension that is being developed. */
  readonly packaged?: string;
  /** What is built runs as an installed extension: where one is developed, VS Code starts no host again that has died. */
  readonly installed?: boolean;
  /** Where the extension runs. Default: the node extension host. */
  readonly host?: ExtensionHost;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels for one CSS pixel. */
  readonly scale?: number;
  /** A file for everything the console says. Default: none. */
  readonly log?: string;
  /** Variables of the server and the extension host, as `TZ` and `LC_ALL`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The language and the time zone of the browser. Default: those of this machine. */
  readonly locale?: string;
  readonly timeZone?: string;
}

/** What stands behind the page: its server, and where another window would open the same. */
export interface Served extends Pick<ServedEditor, 'log'> {
  readonly address: string;
}

/** Opens the served VS Code with the extension, does the work, and ends everything. */
export async function withWorkbench<T>(
  options: OpenOptions,
  work: (page: Page, served: Served) => Promise<T>,
): Promise<T> {
  const theme = themes[options.theme ?? 'light'];
  return withTemporaryFolder(async (temporary) => {
    const dataFolder = path.join(temporary, 'data');
    const extension = await provideExtension(options, temporary, dataFolder);
    const server = await serve({
      dataFolder,
      settings: {
        ...calm,
        'workbench.colorTheme': theme.name,
        ...(options.packaged !== undefined && options.host === 'web worker' ? inBrowser : {}),
        ...options.settings,
      },
      asksForTrust: options.asksForTrust ?? false,
      ...(options.environment === undefined ? {} : { environment: options.environment }),
    });
    try {
      const { folder } = options;
      const file = options.file === undefined ? {} : { file: path.resolve(folder, options.file) };
      const browser = await launchChromium();
      try {
        const page = await browser.newPage({
          viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
          deviceScaleFactor: options.scale ?? 1,
          ...(options.locale === undefined ? {} : { locale: options.locale }),
          ...(options.timeZone === undefined ? {} : { timezoneId: options.timeZone }),
        });
        page.setDefaultTimeout(30_000);
        const recording = options.log === undefined ? null : recordConsole(page, options.log);
        const address = workbenchAddress(server.address, { folder, ...extension, ...file });
        await page.goto(address);
        // The first start on a busy machine reads everything from a cold disk.
        await page
          .locator(`.monaco-workbench[class*='${theme.loaded}']`)
          .waitFor({ timeout: 90_000 });
        if (options.file !== undefined) {
          await page.locator('.monaco-editor .view-line').first().waitFor();
        }
        const result = await work(page, { address, log: server.log });
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

/** Installs the package, or lays the built extension where the address can name it. */
async function provideExtension(
  { packaged, installed = false, host = 'node' }: OpenOptions,
  temporary: string,
  dataFolder: string,
): Promise<{ readonly extension?: string }> {
  if (packaged !== undefined) {
    await installPackage(packaged, dataFolder);
    return {};
  }
  const extension = installed
    ? path.join(dataFolder, 'extensions/serving-cost.serving-cost-0.0.0')
    : path.join(temporary, 'extension');
  await stageExtension(extension, host);
  return installed ? {} : { extension };
}

/** The first code lens; the extension has analysed the file when it is there. */
export function firstLens(page: Page) {
  return page.locator('.monaco-editor .codelens-decoration a').first();
}

/** An installed extension that could run in both hosts runs in that of the browser, by its `browser` entry. */
const inBrowser = { 'remote.extensionKind': { 'serving-cost.serving-cost': ['web'] } };

/** What would move in a picture, or hide what it is about. */
const calm = {
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
};
