import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readReport } from '../core/index.ts';
import type { GivenReport } from '../core/report/merge/named.ts';
import { visibleText } from '../core/text/visibleText.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { systemReason, UsageError } from './usageError.ts';

/** A report of ten thousand deployments takes less. */
const MOST_BYTES = 256_000_000;

/** A file that is given, and what its repository is called. */
interface GivenFile {
  readonly path: string;
  readonly source: string;
  readonly label: string | null;
}

/**
 * The reports in files, each once, in the order in which they are given. @throws UsageError that names the file which is
 * none, or says that nothing is given.
 */
export function readReports(
  given: readonly string[],
  terminal: Pick<Terminal, 'cwd' | 'warn'>,
  progress: Progress,
): readonly GivenReport[] {
  if (given.length === 0) {
    throw new UsageError('merge needs reports: files that report --format json wrote.');
  }
  const files = new Map<string, GivenFile>();
  for (const file of given.flatMap((one) => filesOf(one, terminal.cwd))) {
    if (files.has(file.path)) terminal.warn(`${file.source} is given twice: it counts once.`);
    else files.set(file.path, file);
  }
  if (files.size === 0) throw new UsageError(`${given.join(', ')}: no .json file is in there.`);
  return [...files.values()].map((file, index) => {
    progress.update(`Reading ${index + 1} of ${files.size} reports`);
    return readFile(file);
  });
}

function filesOf(given: string, cwd: string): readonly GivenFile[] {
  const at = given.indexOf('=');
  const isPlain = at < 1 || statSync(resolve(cwd, given), { throwIfNoEntry: false }) !== undefined;
  const [label, name] = isPlain ? [null, given] : [given.slice(0, at), given.slice(at + 1)];
  const path = resolve(cwd, name);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new UsageError(`${name}: no such file or folder.`);
  const file = (at: string): GivenFile => ({
    path: at,
    source: relative(cwd, at).split(sep).join('/'),
    label,
  });
  if (!status.isDirectory()) return [file(path)];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((entry) => entry.endsWith('.json'))
    .toSorted()
    .map((entry) => file(join(path, entry)));
}

function readFile({ path, source, label }: GivenFile): GivenReport {
  const report = readReport(textOf(path, source));
  if ('reason' in report) throw new UsageError(`${source} ${visibleText(report.reason)}.`);
  return { source, label, fallback: source.replace(/\.json$/, ''), report };
}

function textOf(path: string, source: string): string {
  try {
    if (statSync(path).size > MOST_BYTES) {
      throw new UsageError(`${source} is larger than ${MOST_BYTES / 1_000_000} MB.`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof TypeError) throw new UsageError(`${source} is not UTF-8 text.`);
    throw new UsageError(`${source}: ${systemReason(error)}.`);
  }
}
