import { cp, mkdir } from 'node:fs/promises';
import { lookup } from 'node:dns/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { root } from '../root.ts';
import { findProgram } from '../system/packages.ts';
import { crashed, type SuiteResult } from '../test/result.ts';
import { readEvents, toSuiteResult } from './results.ts';
import { withTemporaryFolder } from './stage.ts';

const name = 'VS Code desktop';
const cache = path.join(root, '.cache/vscode-desktop');
const downloads = 'update.code.visualstudio.com';

/**
 * Why the desktop VS Code cannot run the suites here; undefined where it can: with a display (or
 * Xvfb), and VSCODE_EXECUTABLE_PATH or a network to download it from.
 */
export async function describeDesktop(): Promise<string | undefined> {
  if (process.platform === 'linux' && !process.env.DISPLAY) {
    return 'there is no display; `xvfb-run -a npm test` gives it one';
  }
  if (process.env.VSCODE_EXECUTABLE_PATH) return undefined;
  const reachable = await lookup(downloads).then(
    () => true,
    () => false,
  );
  return reachable ? undefined : `it cannot be downloaded (${downloads} is not reachable)`;
}

/** Runs the suites in the desktop VS Code, in its node extension host. */
export async function runDesktopSuites(): Promise<SuiteResult> {
  const started = Date.now();
  return withTemporaryFolder(async (folder) => {
    const workspace = path.join(folder, 'workspace');
    await cp(path.join(root, 'test/host/workspace'), workspace, { recursive: true });
    const profile = path.join(folder, 'profile');
    await mkdir(profile);
    const ended = await runTests({
      vscodeExecutablePath:
        process.env.VSCODE_EXECUTABLE_PATH ??
        (await downloadAndUnzipVSCode({ version: 'stable', cachePath: cache })),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'out/host/node.js'),
      launchArgs: [
        workspace,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
        '--disable-extensions',
        '--disable-gpu',
        '--disable-workspace-trust',
        '--skip-welcome',
        '--skip-release-notes',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const seconds = (Date.now() - started) / 1000;
    const events = readEvents(path.join(folder, 'results.jsonl'));
    if (events.length === 0 && ended !== undefined) return crashed(name, seconds, ended);
    return toSuiteResult(name, seconds, events);
  });
}

/** The desktop VS Code of this machine's user, to open things in; undefined if there is none. */
export function findDesktop(): string | undefined {
  return process.env.VSCODE_EXECUTABLE_PATH ?? findProgram('code', 'code-insiders', 'codium');
}
