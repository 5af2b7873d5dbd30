import * as vscode from 'vscode';
import { expectEqual, expectThat } from '../expect.ts';

const id = 'serving-cost.serving-cost';

describe('the extension', () => {
  it('is installed and activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    expectThat(extension !== undefined, `${id} is not there`);
    await extension.activate();
    expectThat(extension.isActive, 'it did not become active');
  });

  it('runs in the extension host that the run is for', () => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as { main?: string };
    const inWorker =
      typeof (globalThis as { importScripts?: unknown }).importScripts === 'function';
    expectEqual(inWorker, manifest.main === undefined, 'in a web worker');
  });

  it('registers every command that its manifest contributes', async () => {
    const { contributes } = vscode.extensions.getExtension(id)?.packageJSON as {
      contributes?: { commands?: readonly { command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = (contributes?.commands ?? [])
      .map(({ command }) => command)
      .filter((command) => !registered.has(command));
    expectEqual(missing, [], 'commands without an implementation');
  });
});
