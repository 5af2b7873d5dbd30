import * as vscode from 'vscode';

/** A disk in memory, as another extension would give one out, that fails and waits as a test says. */
export interface Disk {
  /** Texts by their paths. */
  readonly files: Map<string, string>;
  /** How many writes were refused. */
  readonly refused: number;
  uri(path: string): vscode.Uri;
  /** Folders that say of themselves that they are a link to the folder they name. */
  link(path: string, to: string): void;
  /** From now on nothing is written. */
  failWrites(failure: (uri: vscode.Uri) => Error): void;
  /** What happens before the file is read. */
  beforeRead(path: string, work: () => Promise<void>): void;
  mend(): void;
  dispose(): void;
}

export function createDisk(scheme: string): Disk {
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  const waits = new Map<string, () => Promise<void>>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  let failure: ((uri: vscode.Uri) => Error) | null = null;
  let refused = 0;

  /** The path with every link on the way followed, as long as a disk would. */
  function real(path: string): string {
    for (const [link, to] of links) {
      if (path === link || path.startsWith(`${link}/`)) return real(to + path.slice(link.length));
    }
    return path;
  }

  function typeOf(path: string): vscode.FileType | null {
    if (links.has(path)) return vscode.FileType.SymbolicLink | vscode.FileType.Directory;
    const place = real(path);
    if (files.has(place)) return vscode.FileType.File;
    const prefix = place.replace(/\/?$/, '/');
    const isFolder = [...files.keys(), ...links.keys()].some((each) => each.startsWith(prefix));
    return isFolder || place === '/' ? vscode.FileType.Directory : null;
  }

  /** Not at once: VS Code waits for ever for a disk whose refusal is thrown before there is a promise. */
  function write(uri: vscode.Uri, work: () => void): Promise<void> {
    if (failure === null) {
      work();
      return Promise.resolve();
    }
    refused++;
    return Promise.reject(failure(uri));
  }

  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => {
      const type = typeOf(uri.path);
      if (type === null) throw vscode.FileSystemError.FileNotFound(uri);
      return { type, ctime: 0, mtime: 1, size: files.get(real(uri.path))?.length ?? 0 };
    },
    readDirectory: ({ path }) => {
      const prefix = real(path).replace(/\/?$/, '/');
      const below = [...files.keys(), ...links.keys()].filter((each) => each.startsWith(prefix));
      const names = new Set(below.map((each) => each.slice(prefix.length).split('/')[0] ?? ''));
      return [...names].map((name) => [name, typeOf(prefix + name) ?? vscode.FileType.Unknown]);
    },
    readFile: async (uri) => {
      await waits.get(uri.path)?.();
      const text = files.get(real(uri.path));
      if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return new TextEncoder().encode(text);
    },
    writeFile: (uri, bytes) => {
      return write(uri, () => files.set(uri.path, new TextDecoder().decode(bytes)));
    },
    delete: (uri) => {
      return write(uri, () => files.delete(uri.path));
    },
    rename: (from, to) => {
      return write(from, () => {
        files.set(to.path, files.get(from.path) ?? '');
        files.delete(from.path);
      });
    },
    createDirectory: (uri) => {
      return write(uri, () => undefined);
    },
  };
  const registration = vscode.workspace.registerFileSystemProvider(scheme, provider, {
    isCaseSensitive: true,
  });

  return {
    files,
    get refused() {
      return refused;
    },
    uri: (path) => vscode.Uri.from({ scheme, path }),
    link: (path, to) => links.set(path, to),
    failWrites: (each) => {
      failure = each;
    },
    beforeRead: (path, work) => waits.set(path, work),
    mend: () => {
      failure = null;
      waits.clear();
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
