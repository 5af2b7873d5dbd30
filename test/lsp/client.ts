import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  InitializeRequest,
  type ClientCapabilities,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { afterAll } from 'vitest';
import { root } from '../../scripts/root.ts';

/** A client of the built server, as an editor is one. */
export interface Client {
  readonly connection: ProtocolConnection;
  readonly result: InitializeResult;
  /** Diagnostics that were published for a file until now, the latest last. */
  published(uri: string): readonly PublishDiagnosticsParams[];
  uriOf(file: string): string;
  open(file: string, text: string, version?: number): void;
  /** Ends as the protocol says; resolves to the exit status. */
  end(): Promise<number | null>;
}

export interface ClientOptions {
  readonly folders: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Answers to `workspace/configuration`; absent = the client cannot be asked. */
  readonly settings?: () => unknown;
  readonly prepare?: (connection: ProtocolConnection) => void;
  /** Default: the one that was built. */
  readonly program?: string;
}

/** The protocol still wants the field that workspace folders replaced. */
const noRoot: Pick<InitializeParams, 'processId'> & { rootUri: null } = {
  processId: process.pid,
  rootUri: null,
};

const running: ChildProcess[] = [];
afterAll(() => {
  for (const process of running) process.kill();
});

export async function startClient({
  folders,
  capabilities = {},
  settings,
  prepare,
  program = join(root, 'dist/cli.js'),
}: ClientOptions): Promise<Client> {
  const child = spawn(process.execPath, [program, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(Date.UTC(2026, 10, 22) / 1000) },
  });
  running.push(child);
  const connection = createProtocolConnection(child.stdout, child.stdin);
  const published: PublishDiagnosticsParams[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (each: PublishDiagnosticsParams) => {
    published.push(each);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => settings?.() ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  prepare?.(connection);
  connection.listen();
  const result = await connection.sendRequest(InitializeRequest.type, {
    ...noRoot,
    capabilities: {
      ...capabilities,
      workspace: { ...capabilities.workspace, configuration: settings !== undefined },
    },
    workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })),
  });
  await connection.sendNotification('initialized', {});
  const uriOf = (file: string): string => pathToFileURL(join(folders[0] ?? '', file)).href;
  return {
    connection,
    result,
    published: (uri) => published.filter((each) => each.uri === uri),
    uriOf,
    open: (file, text, version = 1) => {
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(file), languageId: 'yaml', version, text },
      });
    },
    end: async () => {
      const exited = new Promise<number | null>((resolve) => {
        child.once('exit', resolve);
      });
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return exited;
    },
  };
}
