// npm run screenshot -- [--file NAME] [--theme dark] [--do verb=value]… --out FILE.png
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { root } from '../root.ts';
import { exitOnSignals } from '../system/signals.ts';
import { firstLens, withWorkbench } from './openWorkbench.ts';
import { doSteps } from './steps.ts';
import { themes, type ThemeId } from './themes.ts';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/screenshot.png' },
    folder: { type: 'string', default: 'examples' },
    file: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    size: { type: 'string', default: '1280x800' },
    scale: { type: 'string', default: '1' },
    host: { type: 'string', default: 'node' },
    vsix: { type: 'string' },
    setting: { type: 'string', multiple: true, default: [] },
    do: { type: 'string', multiple: true, default: [] },
    'no-lens': { type: 'boolean', default: false },
    sidebar: { type: 'boolean', default: false },
  },
});

exitOnSignals();
if (!Object.hasOwn(themes, flags.theme)) {
  throw new Error(`--theme: one of ${Object.keys(themes).join(', ')}`);
}
const out = path.resolve(flags.out);
mkdirSync(path.dirname(out), { recursive: true });
const [width = 1280, height = 800] = flags.size.split('x').map(Number);
await withWorkbench(
  {
    folder: path.resolve(root, flags.folder),
    ...(flags.file === undefined ? {} : { file: flags.file }),
    ...(flags.vsix === undefined ? {} : { packaged: path.resolve(flags.vsix) }),
    theme: flags.theme as ThemeId,
    settings: givenSettings(),
    host: flags.host === 'web' ? 'web worker' : 'node',
    ...{ width, height, scale: Number(flags.scale), log: `${out}.log` },
  },
  takePicture,
);
console.log(`${out}   (console: ${out}.log)`);

async function takePicture(page: Page): Promise<void> {
  if (flags.file !== undefined && !flags['no-lens']) {
    await firstLens(page)
      .waitFor()
      .catch(() => {
        console.error('No code lens came; the picture is taken all the same.');
      });
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
}

function givenSettings(): Record<string, unknown> {
  const given = flags.setting.map((pair): [string, unknown] => {
    const [, name = pair, value = 'true'] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    return [name, JSON.parse(value)];
  });
  return Object.fromEntries(given);
}
