import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith } from './testFolder.ts';

/** A real repository in a folder of its own, of which nothing outside has a say. */
export interface GitRepository {
  readonly path: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
  /** Commits everything there is; returns the commit. */
  readonly commit: (message: string) => string;
}

const environment = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-11-01T12:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_COMMITTER_DATE: '2026-11-01T12:00:00Z',
};

export function runGit(cwd: string, args: readonly string[], input?: string | Buffer): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** A repository whose first commit, on `main`, holds these files. */
export function repositoryWith(files: Readonly<Record<string, string>>): GitRepository {
  const path = folderWith(files);
  const git = (...args: readonly string[]): string => runGit(path, args);
  const commit = (message: string): string => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  commit('first');
  return {
    path,
    git,
    commit,
    write: (file, text) => {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    remove: (file) => {
      rmSync(join(path, file), { recursive: true });
    },
  };
}

/** Puts so many commits on `main`, each with another text of a file, and the work tree on the last. */
export function longHistory(
  path: string,
  file: string,
  count: number,
  textOf: (index: number) => string,
): void {
  const commits = Array.from({ length: count }, (_, index) => {
    const text = textOf(index);
    const parent = index === 0 ? 'from refs/heads/main^0\n' : '';
    return `commit refs/heads/main\ncommitter A <a@example.com> ${1_793_000_000 + index} +0000\ndata 1\nx\n${parent}M 100644 inline ${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  runGit(path, ['fast-import', '--quiet', '--force'], commits.join(''));
  runGit(path, ['reset', '--quiet', '--hard']);
}

/** One commit a day from the first of 2026, each with another text of one file. */
export function importCommits(
  path: string,
  count: number,
  textOf: (index: number) => string,
): void {
  const start = Date.parse('2026-01-01T06:00:00Z') / 1000;
  const commits = Array.from({ length: count }, (_, index) => {
    const text = textOf(index);
    const from = index === 0 ? 'from refs/heads/main^0\n' : '';
    const time = start + index * (count > 100 ? 600 : 86_400);
    return `commit refs/heads/main\ncommitter A <a@example.com> ${time} +0000\ndata 1\nx\n${from}M 100644 inline chat.yaml\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  runGit(path, ['fast-import', '--quiet', '--force'], commits.join(''));
  runGit(path, ['reset', '--quiet', '--hard']);
}
