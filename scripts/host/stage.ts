import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../root.ts';
import type { ExtensionHost } from './servedSuites.ts';

/** What the extension needs to run, and the suites: VS Code runs these in the host of the extension around them. */
const parts = ['package.json', 'package.nls.json', 'dist', 'media', 'schemas', 'out/host/web.js'];

/**
 * Copies the built extension to a folder of its own. For the web worker the manifest loses its `main`: with only
 * `browser` left, VS Code runs it in the web worker extension host, as vscode.dev does. The repository itself cannot
 * be opened as the extension where pictures count: it holds the served VS Code, and the workbench then takes the themes
 * built into that for the ones under development, over the theme of the settings.
 */
export async function stageExtension(target: string, host: ExtensionHost): Promise<void> {
  for (const part of parts) {
    const from = path.join(root, part);
    if (existsSync(from)) await cp(from, path.join(target, part), { recursive: true });
  }
  if (host === 'node') return;
  const file = path.join(target, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { main?: string };
  delete manifest.main;
  await writeFile(file, JSON.stringify(manifest, null, 2));
}

/** Runs the work with an empty folder of its own, which is gone afterwards. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serving-cost-'));
  // A program that has just ended may still be writing its last line.
  const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
  const removeAtExit = (): void => {
    rmSync(folder, removal);
  };
  process.on('exit', removeAtExit);
  try {
    return await work(folder);
  } finally {
    process.off('exit', removeAtExit);
    await rm(folder, removal);
  }
}
