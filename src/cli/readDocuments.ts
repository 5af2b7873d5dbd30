import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  assumptionsFileNames,
  isAssumptionsFile,
  LARGEST_FILE,
  mayBeConfigPath,
  mayHoldServingAt,
} from '../core/cheapLook.ts';
import { modelConfigs } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { SkippedReport } from '../core/report/reportModel.ts';
import { decodeText, MOST_BYTES, tooLarge } from '../host/decodeText.ts';
import { discoverFiles, foldersAbove, type FoundFile } from './discover.ts';
import type { Progress } from './progress.ts';
import { excludedPaths, namedPath } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { systemReason, UsageError } from './usageError.ts';

export interface DocumentSet {
  readonly documents: readonly SourceDocument[];
  readonly skipped: readonly SkippedReport[];
  /** URI of the current directory. */
  readonly base: string;
}

export const STANDARD_INPUT = '-';

export interface ReadOptions {
  /** Whether a file may be read at all. */
  readonly accepts?: (path: string) => boolean;
  /** Patterns of configs that are left out. */
  readonly exclude?: readonly string[];
}

/**
 * The documents of `paths` that may hold a serving config, with the assumptions files that count for them. `-` stands
 * for standard input. What could not be read is listed with its reason; files that are not accepted are left out.
 *
 * @throws UsageError when a path does not exist, or nothing at all could be read.
 */
export async function readDocuments(
  paths: readonly string[],
  terminal: Terminal,
  progress: Progress,
  { accepts = () => true, exclude = [] }: ReadOptions = {},
): Promise<DocumentSet> {
  const { cwd } = terminal;
  const base = pathToFileURL(cwd).href;
  const isExcluded = excludedPaths(exclude, cwd);
  const found = discoverFiles(
    (paths.length === 0 ? ['.'] : paths)
      .filter((path) => path !== STANDARD_INPUT)
      .map((path) => namedPath(path, cwd)),
  ).filter(({ path }) => accepts(path) && (isAssumptionsPath(path) || !isExcluded(path)));
  const documents = new Map<string, SourceDocument>();
  const skipped: SkippedReport[] = [];
  let readable = 0;
  for (const [index, file] of found.entries()) {
    if (index % 200 === 0) progress.update(`Reading ${index} of ${found.length} files`);
    const result = readFound(file);
    if (result === null) continue;
    if ('reason' in result) {
      skipped.push({ file: nameOf(file.path, cwd), reason: result.reason, line: null });
    } else {
      readable++;
      if (result.document !== null) documents.set(result.document.uri, result.document);
    }
  }
  progress.done();
  if (paths.includes(STANDARD_INPUT)) {
    const document = await readStandardInput(terminal, base);
    documents.set(document.uri, document);
    readable++;
  }
  if (readable === 0 && skipped.length > 0) {
    throw new UsageError(
      `Nothing could be read.\n${skipped.map(({ file, reason }) => `${file}: ${reason}`).join('\n')}`,
    );
  }
  const read = [...documents.keys()].map((uri) => fileURLToPath(uri));
  for (const document of assumptionsAbove(read, accepts)) {
    if (!documents.has(document.uri)) documents.set(document.uri, document);
  }
  for (const document of modelConfigsOf([...documents.values()], accepts)) {
    if (!documents.has(document.uri)) documents.set(document.uri, document);
  }
  return { documents: [...documents.values()], skipped, base };
}

/** One file as a document, for options that name one. */
export function readDocument(path: string, given: string): SourceDocument {
  // Also what a shell puts in place of a file: `--assumptions <(command)`.
  const read = readText(path, readFileSync);
  if ('reason' in read) throw new UsageError(`${given}: ${read.reason}.`);
  return { uri: pathToFileURL(path).href, version: 0, text: read.text };
}

/** A file that was read; the document is null when it can have nothing to do with serving. */
interface Read {
  readonly document: SourceDocument | null;
}

/** Null for a file of a folder that is no config by its name, or that is gone. */
function readFound({ path, named }: FoundFile): Read | { reason: string } | null {
  const portable = sep === '/' ? path : path.split(sep).join('/');
  if (!mayBeConfigPath(portable)) {
    return named ? { reason: 'is no config file by its name' } : null;
  }
  const read = readText(path);
  if (!('reason' in read)) {
    const { text } = read;
    const isWanted = isAssumptionsFile(portable) || mayHoldServingAt(portable, text);
    return { document: isWanted ? { uri: pathToFileURL(path).href, version: 0, text } : null };
  }
  const { reason } = read;
  if (named) return read;
  // Git still lists what was removed, and links lead to folders; large data files are no configs: only what may be one
  // is worth a word.
  if (reason === noFile || reason === folder || (reason === tooLarge && !/\.ya?ml$/.test(path)))
    return null;
  return read;
}

function readText(
  path: string,
  readBytes: (path: string) => Uint8Array | { reason: string } = readSmall,
): { text: string } | { reason: string } {
  try {
    const bytes = readBytes(path);
    return 'reason' in bytes ? bytes : decodeText(bytes);
  } catch (error) {
    return { reason: systemReason(error) };
  }
}

/** A pipe without a writer would keep whoever opens it waiting. Windows lacks the flag, which then counts as 0. */
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK;

/** What one read takes at once, reused for all files: nearly every config is smaller. */
const buffer = Buffer.allocUnsafeSlow(1 << 17);

/**
 * All of a file that is small enough, valid until the next is read. A scan does it for every file of a repository: it is
 * opened once, and only one that is not small is asked what it is.
 */
function readSmall(path: string): Uint8Array | { reason: string } {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, openFlags);
    const length = fillFrom(descriptor);
    if (length < buffer.length) return buffer.subarray(0, length);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { reason: noFile };
    return status.size > MOST_BYTES ? { reason: tooLarge } : readFileSync(descriptor);
  } catch (error) {
    const reason = reasons[codeOf(error)];
    if (reason === undefined) throw error;
    return { reason };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Reads from the beginning of a file until it ends or the buffer is full; returns how many bytes that are. */
function fillFrom(descriptor: number): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const noFile = 'no such file or folder';
const folder = 'is a folder';

/** What cannot be read is no file of a repository; a pipe has no beginning to read from. */
const reasons: Readonly<Partial<Record<string, string>>> = {
  ENOENT: noFile,
  ESPIPE: noFile,
  EISDIR: folder,
};

/**
 * Standard input counts as a file of the current directory, so that the assumptions file there counts for it.
 *
 * @throws UsageError for more than is read of a file: what never ends must not be waited for.
 */
async function readStandardInput({ stdin }: Terminal, base: string): Promise<SourceDocument> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const part of stdin) {
    text += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    if (text.length > LARGEST_FILE) throw new UsageError(`Standard input ${tooLarge}.`);
  }
  return { uri: `${base}/stdin.yaml`, version: 0, text: text + decoder.decode() };
}

/** Assumptions files in the folders above the documents: the nearest one counts, wherever the scan began. */
function assumptionsAbove(
  paths: readonly string[],
  accepts: (path: string) => boolean,
): readonly SourceDocument[] {
  return foldersAbove(paths).flatMap((folder) =>
    assumptionsFileNames.flatMap((name): SourceDocument[] => {
      const path = join(folder, name);
      if (statSync(path, { throwIfNoEntry: false }) === undefined || !accepts(path)) return [];
      const read = readText(path);
      return 'reason' in read
        ? []
        : [{ uri: pathToFileURL(path).href, version: 0, text: read.text }];
    }),
  );
}

function isAssumptionsPath(path: string): boolean {
  return assumptionsFileNames.some((name) => name === basename(path));
}

/** What assumptions files name as the `config.json` of models of their own, wherever the scan began. */
function modelConfigsOf(
  documents: readonly SourceDocument[],
  accepts: (path: string) => boolean,
): readonly SourceDocument[] {
  const uris = documents.filter(({ uri }) => isAssumptionsFile(uri)).flatMap(modelConfigs);
  return uris.flatMap((uri): SourceDocument[] => {
    const path = fileURLToPath(uri);
    const read = accepts(path) ? readText(path) : { reason: '' };
    return 'reason' in read ? [] : [{ uri, version: 0, text: read.text }];
  });
}

/** A path as a report names it. */
function nameOf(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/');
}
