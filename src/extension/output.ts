import * as vscode from 'vscode';
import type { Disposable } from './disposable.ts';

/** The extension's log, in the Output view. */
export interface Output extends Disposable {
  info(message: string): void;
  error(where: string, error: unknown): void;
  show(): void;
}

export function createOutput(): Output {
  const channel = vscode.window.createOutputChannel('Serving Cost', { log: true });
  return {
    info: (message) => {
      channel.info(message);
    },
    error: (where, error) => {
      channel.error(
        `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    },
    show: () => {
      channel.show(true);
    },
    dispose: () => {
      channel.dispose();
    },
  };
}
