// npm start [-- --port 8123 --served]: opens VS Code with the extension on examples/
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktop } from './host/desktop.ts';
import { serve } from './host/serve.ts';
import { stageExtension, withTemporaryFolder } from './host/stage.ts';
import { workbenchAddress } from './host/workbench.ts';
import { root } from './root.ts';
import { runCommand } from './system/command.ts';
import { exitOnSignals } from './system/signals.ts';
import { step } from './system/step.ts';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** Do not open the desktop VS Code even where there is one. */
    served: { type: 'boolean', default: false },
  },
});

const examples = path.join(root, 'examples');
const firstFile = path.join(examples, 'llama-70b-chat/deployment.yaml');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

exitOnSignals();
await step('Building the extension', () =>
  runCommand(process.execPath, ['--import', 'tsx', 'scripts/build.ts', '--readable'], {
    cwd: root,
  }),
);
if (!hasDisplay) await printReport();
const desktop = hasDisplay && !flags.served ? findDesktop() : undefined;
if (desktop !== undefined) await openDesktop(desktop);
else await openServed();

/** Where nothing can be shown, the same figures in the terminal. */
async function printReport(): Promise<void> {
  console.log('\nThe cost report of examples/ (node dist/cli.js report examples):\n');
  await run(process.execPath, [path.join(root, 'dist/cli.js'), 'report', 'examples']);
}

async function openDesktop(program: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  await withTemporaryFolder(async (folder) => {
    const profile = ['--no-sandbox', '--user-data-dir', path.join(folder, 'profile'), '--wait'];
    console.log('• Opening VS Code on examples/');
    await run(program, [
      ...['--new-window', `--extensionDevelopmentPath=${root}`],
      // As root VS Code starts only with a profile of its own, which must live as long as it does.
      ...(asRoot ? profile : []),
      examples,
      ...(existsSync(firstFile) ? [firstFile] : []),
    ]);
  });
}

async function openServed(): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const dataFolder = path.join(folder, 'data');
    const server = await serve({ dataFolder, port: Number(flags.port) });
    const extension = path.join(folder, 'extension');
    await stageExtension(extension, 'node');
    const file = existsSync(firstFile) ? { file: firstFile } : {};
    const address = workbenchAddress(server.address, {
      folder: examples,
      extension,
      ...file,
    });
    console.log(`\nVS Code with Serving Cost is open at\n\n  ${address}\n`);
    console.log('Open the address in a browser on this machine. Ctrl-C ends it.');
    await server.ended;
  });
}

/** Runs a program that talks to the person at the terminal. */
function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) process.exitCode = status ?? 1;
      resolve();
    });
  });
}
