import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment, tail } from '../system/command.ts';
import { startChild } from '../system/child.ts';
import { installServer } from './vscodeServer.ts';

export interface ServeOptions {
  /** A folder for the server's data, logs and settings: one per running server. */
  readonly dataFolder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Leaves it to the person whether the folder is trusted. Default: everything is. */
  readonly asksForTrust?: boolean;
  /** Variables besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** 0, the default, lets the system choose a free one. */
  readonly port?: number;
}

export interface ServedEditor {
  /** `http://127.0.0.1:PORT/?tkn=…`: who does not know the token gets nothing. */
  readonly address: URL;
  readonly log: string;
  readonly stop: () => Promise<void>;
  /** Resolves when the server has ended by itself. */
  readonly ended: Promise<void>;
}

const startTimeout = 60_000;

/** Starts the VS Code server on the loopback address and waits until it listens. */
export async function serve(options: ServeOptions): Promise<ServedEditor> {
  const folder = await installServer();
  const { dataFolder, asksForTrust = false } = options;
  await mkdir(path.join(dataFolder, 'data/User'), { recursive: true });
  await mkdir(path.join(dataFolder, 'data/logs'), { recursive: true });
  await writeFile(
    path.join(dataFolder, 'data/User/settings.json'),
    JSON.stringify(
      {
        ...quietSettings,
        'security.workspace.trust.enabled': asksForTrust,
        // Nothing is in the way: the folder simply is not trusted.
        'security.workspace.trust.startupPrompt': 'never',
        ...options.settings,
      },
      null,
      2,
    ),
  );
  // Whoever may open the editor may run programs: other users and other web pages must not.
  const token = randomUUID();
  const log = path.join(dataFolder, 'server.log');
  const child = startChild(
    process.execPath,
    [
      path.join(folder, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--server-data-dir', dataFolder, '--telemetry-level', 'off'],
      ...['--connection-token', token],
      '--accept-server-license-terms',
      ...(asksForTrust ? [] : ['--disable-workspace-trust']),
    ],
    { env: { ...serverEnvironment(), ...options.environment }, log },
  );
  const ended = new Promise<void>((resolve) => {
    child.process.on('close', () => {
      resolve();
    });
  });
  const deadline = Date.now() + startTimeout;
  for (;;) {
    const port = /Extension host agent listening on (\d+)/.exec(child.output())?.[1];
    if (port !== undefined) {
      const address = new URL(`http://127.0.0.1:${port}/?tkn=${token}`);
      return { address, log, stop: child.stop, ended };
    }
    if (child.process.exitCode !== null || Date.now() > deadline) {
      await child.stop();
      throw new Error(`The VS Code server did not start:\n${tail(child.output(), 25)}`);
    }
    await sleep(50);
  }
}

/** A VS Code that starts this one must not lend it its own inner variables. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(plainEnvironment());
  return {
    ...Object.fromEntries(entries.filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name))),
    // Without an extension gallery the server asks nothing of the network.
    EXTENSIONS_GALLERY: '{}',
  };
}

/** No tips, no surveys, no network: only the editor. */
const quietSettings = {
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
