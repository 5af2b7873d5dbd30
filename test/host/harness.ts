import 'mocha/mocha.js';
import * as vscode from 'vscode';
import type { HostEvent } from '../../scripts/host/events.ts';

// The suites are imported after this module, so describe() and it() must be there by then.
// The base reporter prints nothing: run() listens to the runner itself.
// An extension host may be late once on a busy machine; what is wrong is wrong twice.
mocha.setup({ ui: 'bdd', timeout: 30_000, retries: 1, reporter: 'base' });

/** VS Code calls this inside the extension host; a rejection means that something failed. */
export async function run(): Promise<void> {
  const events: HostEvent[] = [];
  let written = Promise.resolve();
  const report = (event: HostEvent): void => {
    events.push(event);
    const lines = events.map((each) => JSON.stringify(each)).join('\n');
    written = written.then(async () => writeResults(lines));
  };
  const failed = await new Promise<number>((resolve) => {
    // Not mocha.run(): the browser build's own reads the address of a page, and there is none.
    const runner = Mocha.prototype.run.call(mocha, resolve);
    runner.on('test', (test) => {
      report({ kind: 'started', title: test.fullTitle() });
    });
    runner.on('pass', (test) => {
      report({ kind: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on('pending', (test) => {
      report({ kind: 'skipped', title: test.fullTitle() });
    });
    runner.on('fail', (test, error: unknown) => {
      report({ kind: 'failed', title: test.fullTitle(), error: describeError(error) });
    });
  });
  report({ kind: 'ended' });
  await written;
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** The results lie beside the workspace folder, which the runner makes for this run alone. */
async function writeResults(lines: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The suites need a workspace folder');
  const file = vscode.Uri.joinPath(folder.uri, '..', 'results.jsonl');
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${lines}\n`));
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
