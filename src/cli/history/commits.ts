import { subjectOf } from '../../core/index.ts';
import { askGit, objectsOf } from '../git.ts';
import { UsageError } from '../usageError.ts';

/** A commit without its words. */
export interface ListedCommit {
  readonly id: string;
  /** Its files. */
  readonly tree: string;
  /** When its author wrote it: seconds since 1970. */
  readonly authored: number;
  /** The first is what it is compared with; none for the first commit, and where the clone is cut off. */
  readonly parents: readonly string[];
}

/** The commits that lead to HEAD, the newest first: first parents only, or all of them. */
export function listCommits(top: string, allParents: boolean): readonly ListedCommit[] {
  const answer = askGit(top, [
    'rev-list',
    allParents ? '--date-order' : '--first-parent',
    '--format=%H %T %at %P',
    'HEAD',
    '--',
  ]);
  if (answer === null) throw new UsageError('There is no commit yet: a history begins with one.');
  return answer.stdout
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('commit '))
    .map((line) => {
      const [id = '', tree = '', authored, ...parents] = line.split(' ');
      return { id, tree, authored: Number(authored), parents: parents.filter((one) => one !== '') };
    });
}

/** ISO 8601, UTC, to the second; empty for a date that no calendar has. */
export function isoDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What is written in a commit itself. */
export interface WrittenCommit {
  readonly subject: string;
  /** True where it names parents, whether or not the clone has them. */
  readonly hasParents: boolean;
}

/** Commits as they were written, by their ids. */
export function writtenCommits(
  top: string,
  ids: readonly string[],
): ReadonlyMap<string, WrittenCommit> {
  const objects = objectsOf(top, 'commit', ids);
  return new Map([...objects].map(([id, bytes]) => [id, readCommit(bytes)]));
}

/** Lines of headers, an empty line, the message. */
function readCommit(bytes: Buffer): WrittenCommit {
  const end = bytes.indexOf('\n\n');
  const headers = bytes.toString('latin1', 0, end < 0 ? bytes.length : end).split('\n');
  const encoding = headers.find((line) => line.startsWith('encoding '))?.slice(9) ?? 'utf-8';
  const message = end < 0 ? '' : decoded(bytes.subarray(end + 2), encoding);
  return {
    subject: subjectOf(message),
    hasParents: headers.some((line) => line.startsWith('parent ')),
  };
}

/** Text in the encoding that the commit names, where it is one that is known. */
function decoded(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
