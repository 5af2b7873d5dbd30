import path from 'node:path';

export interface WorkbenchOptions {
  /** A folder, or a file `*.code-workspace` that names several. */
  readonly folder: string;
  /** A development extension: the folder of its package.json. */
  readonly extension?: string;
  /** A bundled module whose exported `run()` runs inside the extension host. */
  readonly tests?: string;
  /** A file to open, absolute. */
  readonly file?: string;
}

/** The address that opens the served VS Code on a folder. All paths must be absolute. */
export function workbenchAddress(address: URL, options: WorkbenchOptions): string {
  const payload: [string, string][] = [];
  // VS Code runs the tests in the host of the extension around them, and compares whole addresses.
  const remote = `vscode-remote://${address.host}`;
  if (options.extension !== undefined) {
    payload.push(['extensionDevelopmentPath', remote + slashes(options.extension)]);
  }
  if (options.tests !== undefined) {
    payload.push(['extensionTestsPath', remote + slashes(options.tests)]);
  }
  if (options.file !== undefined) {
    // Under another address it would be no file of the folder, and changes on the disk would not reach it.
    payload.push(['openFile', remote + slashes(options.file)]);
  }
  const url = new URL(address);
  const kind = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  url.searchParams.set(kind, slashes(options.folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function slashes(file: string): string {
  return file.split(path.sep).join('/');
}
