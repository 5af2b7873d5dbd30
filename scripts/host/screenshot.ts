// npm run screenshot -- [--file NAME] [--theme dark] [--do verb=value]… --out FILE.png
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../root.ts';
import { launchChromium } from './chromium.ts';
import { recordConsole } from './console.ts';
import { serve } from './serve.ts';
import { stageWebExtension, withTemporaryFolder } from './stage.ts';
import { doSteps } from './steps.ts';
import { themes, type ThemeId } from './themes.ts';
import { workbenchAddress } from './workbench.ts';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/screenshot.png' },
    folder: { type: 'string', default: 'examples' },
    file: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    size: { type: 'string', default: '1280x800' },
    scale: { type: 'string', default: '1' },
    host: { type: 'string', default: 'node' },
    setting: { type: 'string', multiple: true, default: [] },
    do: { type: 'string', multiple: true, default: [] },
    'no-lens': { type: 'boolean', default: false },
    sidebar: { type: 'boolean', default: false },
  },
});

if (!Object.hasOwn(themes, flags.theme)) {
  throw new Error(`--theme: one of ${Object.keys(themes).join(', ')}`);
}
const theme = themes[flags.theme as ThemeId];

await withTemporaryFolder(async (temporary) => {
  const extension = flags.host === 'web' ? path.join(temporary, 'extension') : root;
  if (flags.host === 'web') await stageWebExtension(extension);
  const server = await serve({ dataFolder: path.join(temporary, 'data'), settings: settings() });
  try {
    const folder = path.resolve(root, flags.folder);
    const file = flags.file === undefined ? {} : { file: path.resolve(folder, flags.file) };
    await takePicture(workbenchAddress(server.address, { folder, extension, ...file }));
  } finally {
    await server.stop();
  }
});

async function takePicture(address: string): Promise<void> {
  const out = path.resolve(flags.out);
  mkdirSync(path.dirname(out), { recursive: true });
  const [width = 1280, height = 800] = flags.size.split('x').map(Number);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: Number(flags.scale),
    });
    page.setDefaultTimeout(20_000);
    const recording = recordConsole(page, `${out}.log`);
    await page.goto(address);
    await page.locator(`.monaco-workbench[class*='${theme.loaded}']`).waitFor();
    if (flags.file !== undefined) {
      await page.locator('.monaco-editor .view-line').first().waitFor();
      const lens = page.locator('.monaco-editor .codelens-decoration a').first();
      if (!flags['no-lens']) {
        await lens.waitFor().catch(() => {
          console.error('No code lens came within 20 s; the picture is taken all the same.');
        });
      }
    }
    if (!flags.sidebar) await page.keyboard.press('Control+B');
    try {
      await doSteps(page, flags.do);
    } catch (error) {
      // The picture shows where it stopped.
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
    await page.waitForTimeout(700);
    await page.screenshot({ path: out });
    recording.end();
    console.log(`${out}   (console: ${out}.log)`);
  } finally {
    await browser.close();
  }
}

function settings(): Record<string, unknown> {
  const given = flags.setting.map((pair): [string, unknown] => {
    const [, name = pair, value = 'true'] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    return [name, JSON.parse(value)];
  });
  return {
    'workbench.colorTheme': theme.name,
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'editor.minimap.enabled': false,
    'breadcrumbs.enabled': false,
    ...Object.fromEntries(given),
  };
}
