import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createTarball } from '../../scripts/package/npm.ts';
import { root } from '../../scripts/root.ts';
import { plainEnvironment, runCommand } from '../../scripts/system/command.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import type { Review } from '../../src/core/review/reviewModel.ts';
import { folderWith } from '../support/testFolder.ts';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InstalledCli {
  /** The folder of somebody who installed it; nothing else is in it. */
  readonly folder: string;
  /** The program that the installed package names. */
  readonly program: string;
  readonly run: (cwd: string, args: readonly string[], input?: string) => Outcome;
  /** Started by name, as people do. */
  readonly npx: (args: readonly string[], input?: string) => Outcome;
}

/** The command line as its users have it: its tarball, installed into an empty folder by an npm without network and cache. */
export async function installCli(): Promise<InstalledCli> {
  const home = folderWith({});
  const folder = join(home, 'project');
  await createTarball(join(home, 'package.tgz'));
  const env = {
    ...plainEnvironment(),
    HOME: home,
    npm_config_cache: join(home, 'cache'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    // The day of the sample prices: nothing is stale.
    SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 22) / 1000),
  };
  cpSync(folderWith({}), folder, { recursive: true });
  await runCommand('npm', ['install', '../package.tgz'], { cwd: folder, env });
  const start = (command: string, args: readonly string[], cwd: string, input = ''): Outcome => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      ...{ cwd, env, input },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { status, stdout, stderr };
  };
  const program = join(folder, 'node_modules/serving-cost/dist/cli.js');
  return {
    folder,
    program,
    run: (cwd, args, input) => start(process.execPath, [program, ...args], cwd, input),
    npx: (args, input) => start('npx', ['serving-cost', ...args], folder, input),
  };
}

/** A copy of the examples, or of one of them, to run in and to change. */
export function copyOfExamples(name = '.'): string {
  const folder = folderWith({});
  cpSync(join(root, 'examples', name), folder, { recursive: true });
  return folder;
}

/** What `report --format json` wrote. */
export function reportOf({ stdout }: Outcome): Report {
  return JSON.parse(stdout) as Report;
}

/** What `diff --format json` wrote. */
export function reviewOf({ stdout }: Outcome): Review {
  return JSON.parse(stdout) as Review;
}
