import path from 'node:path';

export interface WorkbenchOptions {
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
    payload.push(['openFile', `vscode-remote://${slashes(options.file)}`]);
  }
  const url = new URL(address);
  url.searchParams.set('folder', slashes(options.folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function slashes(file: string): string {
  return file.split(path.sep).join('/');
}
