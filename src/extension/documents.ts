import * as vscode from 'vscode';
import { isAssumptionsFile, mayBeConfigPath, mayHoldServing } from '../core/cheapLook.ts';
import type { SourceDocument } from '../core/model/document.ts';

/** Languages of files that can be serving configs. Every one is in `activationEvents`; a test says so. */
const servingLanguages = [
  'yaml',
  'json',
  'jsonc',
  'dockercompose',
  'yaml-textmate',
  'helm',
  'toml',
  'terraform',
  'terraform-vars',
  'properties',
  'textproto',
  'modelfile',
] as const;

/**
 * Files whose language depends on what else is installed: plain text to one user, a language of another extension's to
 * the next.
 */
const servingFiles = [
  ...['toml', 'tf', 'tfvars', 'pbtxt', 'textproto', 'properties', 'modelfile'].map(
    (extension) => `*.${extension}`,
  ),
  'Modelfile',
  'models.config',
  'batching_*.txt',
];

/** One pattern for all of them. VS Code's patterns know one level of braces: a second one matches nothing. */
function anywhere(names: readonly string[]): string {
  return `**/{${names.join(',')}}`;
}

export const servingSelector: vscode.DocumentSelector = [
  ...servingLanguages.map((language) => ({ language })),
  { pattern: anywhere(servingFiles) },
];

/** What is watched on disk: everything that can be a config, and the environment files beside them. */
export const watchedFiles = anywhere([
  ...servingFiles,
  ...['*.yaml', '*.yml', '*.json', '*.env', '.env', '.env.*'],
]);

/** Views of something else that some extension gives out as a disk of its own. */
const otherSchemes: ReadonlySet<string> = new Set(['git', 'gitlens', 'pr', 'review', 'vscode-scm']);

/**
 * Whether the text is a file of a disk, or will be one: not the left side of a diff, a cell of a notebook, a log, a page of the
 * settings. Disks that nobody can write to count where they are opened as a folder, as those of a repository on the web.
 */
function isOnDisk({ uri: { scheme } }: vscode.TextDocument): boolean {
  if (scheme === 'untitled') return true;
  if (otherSchemes.has(scheme)) return false;
  return (
    vscode.workspace.fs.isWritableFileSystem(scheme) === true ||
    vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme) === true
  );
}

/** Files with such names are looked at beside the one that is open. */
export function isConfigName(name: string): boolean {
  return mayBeConfigPath(name);
}

/** Whether the text can have anything to do with serving; a cheap look, no parsing. */
export function isCandidate(source: SourceDocument): boolean {
  return isAssumptionsFile(source.uri) || mayHoldServing(source);
}

/** The open buffers, each turned into a source document once per version. */
export interface OpenDocuments {
  /** The buffer's present text; null when it certainly is no serving config. */
  source(document: vscode.TextDocument): SourceDocument | null;
  /** All open buffers that may be serving configs or assumptions. */
  all(): readonly SourceDocument[];
}

/** Remembers the look at each open buffer for as long as its version stays the same. */
export function openDocuments(): OpenDocuments {
  const known = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly source: SourceDocument | null }
  >();

  function source(document: vscode.TextDocument): SourceDocument | null {
    const before = known.get(document);
    if (before?.version === document.version) return before.source;
    const looked = look(document);
    known.set(document, { version: document.version, source: looked });
    return looked;
  }

  return {
    source,
    all: () => vscode.workspace.textDocuments.flatMap((document) => source(document) ?? []),
  };
}

function look(document: vscode.TextDocument): SourceDocument | null {
  if (document.isClosed || !isOnDisk(document)) return null;
  if (!isServingLanguage(document)) return null;
  const source: SourceDocument = {
    uri: document.uri.toString(),
    version: document.version,
    text: document.getText(),
  };
  return isCandidate(source) ? source : null;
}

function isServingLanguage(document: vscode.TextDocument): boolean {
  const { languageId, uri } = document;
  if ((servingLanguages as readonly string[]).includes(languageId)) return true;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return (
    /\.env$|^\.env\./.test(name) ||
    vscode.languages.match({ pattern: anywhere(servingFiles) }, document) > 0
  );
}
