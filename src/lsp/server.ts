import {
  CodeActionKind,
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as z from 'zod';
import {
  getCompletions,
  getDiagnostics,
  getHover,
  lineFactKinds,
  productVersion,
  type FileView,
} from '../core/index.ts';
import { actionsFor, fixAllKind } from './actions.ts';
import { createAnalyses } from './analyses.ts';
import { runCommand, serverCommands } from './commands.ts';
import { withoutCommandLinks } from './markdown.ts';
import { folderOf, pathOf } from './uris.ts';
import { enabledKinds, isEnabled, readSettings, type Settings, type Surface } from './settings.ts';

/** What is watched on disk: everything that can be a config or belongs to one. */
const watched = '**/*.{yaml,yml,json,toml,tf,tfvars,env,pbtxt,properties}';

/** About one frame after the last key. Milliseconds. */
const delay = 16;

export interface ServerOptions {
  /** Today, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly exit: (status: number) => void;
}

/** Serves one client until it ends the connection: what is shown of serving configs, from the same core as everywhere. */
export function serve(connection: Connection, { today, exit }: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  const settings = new Map<string, Promise<Settings>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let client: ClientCapabilities = {};
  let given: unknown = null;
  let roots: string[] = [];
  let isShutDown = false;

  const analyses = createAnalyses({
    open: () =>
      documents.all().map((document) => ({
        uri: document.uri,
        version: document.version,
        text: document.getText(),
      })),
    roots: () => roots,
    settings: settingsOf,
    today,
  });

  function settingsOf(uri: string): Promise<Settings> {
    const known = settings.get(uri);
    if (known !== undefined) return known;
    const asked =
      client.workspace?.configuration === true
        ? connection.workspace
            .getConfiguration({ scopeUri: uri, section: 'servingCost' })
            .then(readSettings, () => readSettings(given))
        : Promise.resolve(readSettings(given));
    settings.set(uri, asked);
    return asked;
  }

  function log(what: string, error: unknown): void {
    connection.console.error(
      `${what}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
    );
  }

  /** The view, where the surface is wanted; null otherwise, and when something failed, which is logged. */
  async function wanted<T>(
    of: Surface,
    uri: string,
    show: (view: FileView, settings: Settings) => T,
  ): Promise<T | null> {
    try {
      const chosen = await settingsOf(uri);
      if (!isEnabled(of, chosen)) return null;
      const view = await analyses.view(uri);
      return view === null ? null : show(view, chosen);
    } catch (error) {
      log(of, error);
      return null;
    }
  }

  const isPulled = (): boolean => client.textDocument?.diagnostic !== undefined;

  async function publish(uri: string): Promise<void> {
    const document = documents.get(uri);
    if (document === undefined || isPulled()) return;
    const { version: before } = document;
    const found = await wanted('diagnostics', uri, ({ settled }) => getDiagnostics(settled, uri));
    // A later text has its own.
    if (documents.get(uri)?.version !== before) return;
    await connection.sendDiagnostics({ uri, version: before, diagnostics: found ?? [] });
  }

  function publishSoon(uri: string): void {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        quietly(publish(uri));
      }, delay),
    );
  }

  function showAnew(): void {
    for (const { uri } of documents.all()) publishSoon(uri);
    const { codeLens, inlayHint, diagnostics } = client.workspace ?? {};
    if (codeLens?.refreshSupport === true)
      quietly(connection.sendRequest(CodeLensRefreshRequest.type));
    if (inlayHint?.refreshSupport === true) quietly(connection.languages.inlayHint.refresh());
    if (diagnostics?.refreshSupport === true) quietly(connection.languages.diagnostics.refresh());
  }

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    given = sectionOf(params.initializationOptions);
    roots = rootsOf(params);
    return {
      serverInfo: { name: 'serving-cost', version: productVersion },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeLensProvider: { resolveProvider: false },
        inlayHintProvider: true,
        hoverProvider: true,
        completionProvider: { triggerCharacters: [' ', '-', '{', '['] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        executeCommandProvider: { commands: [...serverCommands] },
        ...(isPulled()
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      quietly(
        connection.client.register(DidChangeConfigurationNotification.type, {
          section: 'servingCost',
        }),
      );
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      quietly(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: watched }],
        }),
      );
    }
    if (client.workspace?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.flatMap(({ uri }) => pathOf(uri) ?? []));
        roots = [
          ...roots.filter((root) => !gone.has(root)),
          ...added.flatMap(({ uri }) => pathOf(uri) ?? []),
        ];
        analyses.forget(documents.keys());
        showAnew();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings: changed }) => {
    if (client.workspace?.configuration !== true) given = sectionOf(changed);
    settings.clear();
    analyses.forget(null);
    showAnew();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    analyses.forget(changes.map(({ uri }) => uri));
    showAnew();
  });

  documents.onDidChangeContent(({ document }) => {
    // What one text says may count for others that are open: an autoscaler, the assumptions.
    for (const { uri } of documents.all()) {
      if (
        uri === document.uri ||
        folderOf(document.uri) === folderOf(uri) ||
        /\.servingcost\.ya?ml$/.test(document.uri)
      )
        publishSoon(uri);
    }
  });

  documents.onDidClose(({ document: { uri } }) => {
    settings.delete(uri);
    analyses.forget([uri]);
    if (!isPulled()) quietly(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });

  connection.onCodeLens(({ textDocument: { uri } }) =>
    wanted('codeLens', uri, (view) => view.codeLenses()),
  );

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    wanted('inlayHints', uri, (view, chosen) =>
      view.inlayHints(range, { kinds: enabledKinds(lineFactKinds, chosen) }),
    ),
  );

  connection.onHover(({ textDocument: { uri }, position }) =>
    wanted('hover', uri, ({ settled }) => {
      const hover = getHover(settled, uri, position);
      if (hover === null || typeof hover.contents === 'string' || !('kind' in hover.contents)) {
        return hover;
      }
      const value = withoutCommandLinks(hover.contents.value);
      return { ...hover, contents: { ...hover.contents, value } };
    }),
  );

  connection.onCompletion(({ textDocument: { uri }, position }) =>
    wanted('completion', uri, ({ settled }) => getCompletions(settled, uri, position)),
  );

  connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => ({
    kind: 'full',
    items: (await wanted('diagnostics', uri, ({ settled }) => getDiagnostics(settled, uri))) ?? [],
  }));

  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const actions = await wanted('diagnostics', uri, ({ settled }) =>
      actionsFor(settled, uri, range, context.only, analyses.cache),
    );
    return actions === null ? null : [...actions];
  });

  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    try {
      return await runCommand(command, argument, { connection, analyses });
    } catch (error) {
      log(command, error);
      return null;
    }
  });

  connection.onShutdown(() => {
    isShutDown = true;
    for (const timer of timers.values()) clearTimeout(timer);
  });
  connection.onExit(() => {
    exit(isShutDown ? 0 : 1);
  });

  documents.listen(connection);
  connection.listen();
}

/** For what a client may refuse, or not wait for any more. */
function quietly(asked: Promise<unknown>): void {
  asked.catch(() => undefined);
}

/** Clients send the section alone, or everything. */
function sectionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'servingCost' in value
    ? value.servingCost
    : value;
}

/** Clients of before workspace folders name one root. */
const olderParams = z.object({ rootUri: z.string() });

function rootsOf(params: InitializeParams): string[] {
  const uris = params.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const older = olderParams.safeParse(params).data;
  const all = uris.length === 0 && older !== undefined ? [older.rootUri] : uris;
  return all.flatMap((uri) => pathOf(uri) ?? []);
}
