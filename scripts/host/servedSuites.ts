import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../root.ts';
import type { SuiteResult } from '../test/result.ts';
import { launchChromium } from './chromium.ts';
import { recordConsole } from './console.ts';
import { hasEnded, readEvents, toSuiteResult } from './results.ts';
import { serve } from './serve.ts';
import { stageExtension, withTemporaryFolder } from './stage.ts';
import { workbenchAddress } from './workbench.ts';

export type ExtensionHost = 'node' | 'web worker';

/** No new event for so long means that the run hangs. Longer than any single test may take. */
const silenceLimit = 90_000;

/** Runs the suites inside the served VS Code, in one of its two extension hosts. */
export async function runServedSuites(host: ExtensionHost): Promise<SuiteResult> {
  const evidence = path.join(root, 'out/host', host.replace(' ', '-'));
  await rm(evidence, { recursive: true, force: true });
  return withTemporaryFolder(async (folder) => {
    const workspace = path.join(folder, 'workspace');
    await cp(path.join(root, 'test/host/workspace'), workspace, { recursive: true });
    const extension = host === 'node' ? root : path.join(folder, 'extension');
    if (host === 'web worker') await stageExtension(extension, host);
    const tests = path.join(extension, host === 'node' ? 'out/host/node.js' : 'out/host/web.js');
    const result = await runInWorkbench(host, { folder, workspace, extension, tests });
    if (result.failed === 0) return result;
    await mkdir(evidence, { recursive: true });
    for (const name of ['results.jsonl', 'console.log', 'screen.png', 'data/server.log']) {
      await cp(path.join(folder, name), path.join(evidence, path.basename(name))).catch(() => null);
    }
    await cp(path.join(folder, 'data/data/logs'), path.join(evidence, 'logs'), {
      recursive: true,
    }).catch(() => null);
    const where = path.relative(root, evidence);
    return { ...result, details: [...result.details, `Logs and a picture: ${where}`] };
  });
}

interface Run {
  readonly folder: string;
  readonly workspace: string;
  readonly extension: string;
  readonly tests: string;
}

async function runInWorkbench(host: ExtensionHost, run: Run): Promise<SuiteResult> {
  const started = Date.now();
  const results = path.join(run.folder, 'results.jsonl');
  const server = await serve({ dataFolder: path.join(run.folder, 'data') });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const recording = recordConsole(page, path.join(run.folder, 'console.log'));
      await page.goto(
        workbenchAddress(server.address, {
          folder: run.workspace,
          extension: run.extension,
          tests: run.tests,
        }),
      );
      await waitForEnd(results);
      const seconds = (Date.now() - started) / 1000;
      const result = toSuiteResult(`VS Code, ${host} extension host`, seconds, readEvents(results));
      if (result.failed > 0) {
        await page.screenshot({ path: path.join(run.folder, 'screen.png') }).catch(() => null);
      }
      recording.end();
      return result;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function waitForEnd(results: string): Promise<void> {
  let seen = 0;
  let lastChange = Date.now();
  while (Date.now() - lastChange < silenceLimit) {
    const events = readEvents(results);
    if (hasEnded(events)) return;
    if (events.length > seen) {
      seen = events.length;
      lastChange = Date.now();
    }
    await sleep(100);
  }
}
