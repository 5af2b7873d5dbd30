import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, StdinOptions } from 'esbuild';
import { root } from '../root.ts';
import { elsewhere } from './elsewhere.ts';
import { lazyCore } from './lazyCore.ts';
import { rawText } from './rawText.ts';

/** One named esbuild run. */
export interface Bundle {
  readonly name: string;
  readonly options: BuildOptions;
}

/** The extension must load in the oldest VS Code that `engines.vscode` allows: Node 20, Chromium 128. */
const nodeTarget = 'node20';
const browserTarget = ['chrome128', 'firefox128', 'safari17'];

/** A file, or a module that is put together here. */
type Entry = string | StdinOptions;

function source(entry: Entry): BuildOptions {
  return typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: entry };
}

function shared(production: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    minify: production,
    mainFields: ['module', 'main'],
    plugins: [rawText],
    sourcemap: production ? false : 'linked',
    // Paths in source maps and error stacks stay relative to the repository.
    sourceRoot: '',
  };
}

/** Code that runs in the node extension host, the command line or a node script. */
export function nodeBundle(entry: Entry, outfile: string, production = false): BuildOptions {
  return {
    ...shared(production),
    ...source(entry),
    outfile,
    platform: 'node',
    format: 'cjs',
    target: nodeTarget,
    external: ['vscode'],
  };
}

/** Code that runs in the web worker extension host: no node builtin resolves. */
function workerBundle(entry: Entry, outfile: string, production = false): BuildOptions {
  return {
    ...shared(production),
    ...source(entry),
    outfile,
    platform: 'browser',
    format: 'cjs',
    target: browserTarget,
    mainFields: ['browser', 'module', 'main'],
    external: ['vscode'],
    define: { global: 'globalThis' },
  };
}

/** What users get: the bundles of the extension, the report page with its styles, and the command line. */
export function productBundles(production: boolean): readonly Bundle[] {
  return [
    {
      name: 'extension',
      options: {
        ...nodeBundle('src/extension/extension.ts', 'dist/extension.js', production),
        plugins: [lazyCore('./core.js'), rawText],
      },
    },
    {
      name: 'core of the extension',
      options: nodeBundle('src/core/index.ts', 'dist/core.js', production),
    },
    {
      name: 'web extension',
      options: {
        ...workerBundle('src/extension/extension.ts', 'dist/web/extension.js', production),
        plugins: [lazyCore(null), rawText],
      },
    },
    {
      name: 'report page',
      options: {
        ...shared(production),
        entryPoints: ['webview/main.ts'],
        outfile: 'dist/webview.js',
        platform: 'browser',
        format: 'iife',
        target: browserTarget,
      },
    },
    { name: 'report styles', options: styles(production) },
    {
      name: 'command line',
      options: {
        ...nodeBundle('src/cli/main.ts', 'dist/cli.js', production),
        banner: { js: '#!/usr/bin/env node' },
        // The core is in one file for all; only who serves loads a protocol.
        plugins: [
          elsewhere({
            'core/index.ts': './core.js',
            'mcp/serveStdio.ts': './mcp.js',
            'lsp/stdio.ts': './lsp.js',
          }),
          rawText,
        ],
      },
    },
    {
      name: 'action for GitHub',
      options: nodeBundle('src/action/main.ts', 'dist/action.js', production),
    },
    {
      name: 'language server',
      options: {
        ...nodeBundle('src/lsp/stdio.ts', 'dist/lsp.js', production),
        plugins: [elsewhere({ 'core/index.ts': './core.js' }), rawText],
      },
    },
    {
      name: 'model context protocol',
      options: {
        ...nodeBundle('src/mcp/serveStdio.ts', 'dist/mcp.js', production),
        plugins: [elsewhere({ 'core/index.ts': './core.js' }), rawText],
      },
    },
  ];
}

/** All style sheets of the report page, in the order of their names, as one file. */
function styles(production: boolean): BuildOptions {
  const sheets = readdirSync(path.join(root, 'webview'))
    .filter((name) => name.endsWith('.css'))
    .sort();
  return {
    ...shared(production),
    stdin: {
      contents: sheets.map((name) => `@import './${name}';`).join('\n'),
      loader: 'css',
      resolveDir: path.join(root, 'webview'),
    },
    outfile: 'dist/webview.css',
    target: browserTarget,
  };
}

/** The suites that run inside VS Code, for the node and for the web worker extension host. */
export function testBundles(): readonly Bundle[] {
  const suites = hostSuites();
  return [
    { name: 'suites, node', options: nodeBundle(suites, 'out/host/node.js') },
    { name: 'suites, web worker', options: workerBundle(suites, 'out/host/web.js') },
  ];
}

/** The harness first: it provides describe() and it(). The suites are found by folder, never listed by hand. */
function hostSuites(): StdinOptions {
  const folder = path.join(root, 'test/host');
  const suites = readdirSync(path.join(folder, 'suites')).filter((name) => name.endsWith('.ts'));
  const imports = suites.sort().map((name) => `import './suites/${name}';`);
  return {
    contents: ["export { run } from './harness.ts';", ...imports].join('\n'),
    loader: 'ts',
    resolveDir: folder,
  };
}
