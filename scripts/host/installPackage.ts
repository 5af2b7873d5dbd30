import path from 'node:path';
import { runCommand } from '../system/command.ts';
import { installServer } from './vscodeServer.ts';

/** Installs a `.vsix` into the served VS Code that keeps its data in this folder, as `code --install-extension` does. */
export async function installPackage(file: string, dataFolder: string): Promise<void> {
  await runServer(dataFolder, ['--install-extension', file]);
}

/** Identifiers of the extensions that are installed there. */
export async function listExtensions(dataFolder: string): Promise<readonly string[]> {
  const output = await runServer(dataFolder, ['--list-extensions']);
  return output.split('\n').filter((line) => /^[\w-]+\.[\w-]+$/.test(line));
}

async function runServer(dataFolder: string, flags: readonly string[]): Promise<string> {
  const server = path.join(await installServer(), 'out/server-main.js');
  const data = ['--accept-server-license-terms', '--server-data-dir', dataFolder];
  return runCommand(process.execPath, [server, ...data, ...flags]);
}
