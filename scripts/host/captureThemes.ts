// npx tsx scripts/host/captureThemes.ts: writes what VS Code gives a webview to test/webview/themes/
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { root } from '../root.ts';
import { launchChromium } from './chromium.ts';
import { serve } from './serve.ts';
import { withTemporaryFolder } from './stage.ts';
import { doSteps } from './steps.ts';
import { themes } from './themes.ts';
import { workbenchAddress } from './workbench.ts';

/** Colours of parts that a report never draws are left out. */
const kept =
  /^--(vscode-(font|foreground|error|description|disabled|focus|contrast|charts|editor-|editorWidget|editorHoverWidget|editorWarning|editorError|editorInfo|list|button|checkbox|input|dropdown|badge|text|panel|scrollbar|widget|toolbar|progressBar|icon|keybindingLabel|sideBar-|sash|table|tree|menu)|text-link|monaco)/;

for (const [id, { name, loaded }] of Object.entries(themes)) {
  await withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'page.md');
    await writeFile(file, 'A webview.\n');
    const settings = { 'workbench.colorTheme': name };
    const server = await serve({ dataFolder: path.join(folder, 'data'), settings });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(workbenchAddress(server.address, { folder, file }));
      await page.locator(`.monaco-workbench[class*='${loaded}']`).waitFor();
      await doSteps(page, ['command=Markdown: Open Preview']);
      const captured = await capture(await findWebview(page));
      const target = path.join(root, 'test/webview/themes');
      await mkdir(target, { recursive: true });
      await writeFile(path.join(target, `${id}.json`), `${JSON.stringify(captured, null, 1)}\n`);
      console.log(`${id}: ${Object.keys(captured.variables).length} variables`);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

async function findWebview(page: Page): Promise<Frame> {
  for (let tries = 0; tries < 100; tries++) {
    for (const frame of page.frames()) {
      if ((await frame.locator('body.vscode-body').count()) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error('No webview appeared');
}

async function capture(frame: Frame) {
  const all = await frame.evaluate(() => {
    const { style } = document.documentElement;
    return {
      kind: document.body.dataset.vscodeThemeKind ?? '',
      styles: document.getElementById('_defaultStyles')?.textContent ?? '',
      variables: [...style].map((name) => [name, style.getPropertyValue(name)] as const),
    };
  });
  const variables = Object.fromEntries(all.variables.filter(([name]) => kept.test(name)));
  return { ...all, variables };
}
