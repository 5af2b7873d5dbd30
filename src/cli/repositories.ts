import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceDocument } from '../core/model/document.ts';
import type { RepositoryOrigin } from '../core/report/repositoryReport.ts';
import { reportTags } from '../core/report/focus/tags.ts';
import { headOf, remoteOf } from './git.ts';
import { STANDARD_INPUT } from './readDocuments.ts';
import { repositoryName } from './repositoryName.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Options that say where the files of a report come from. */
export const repositoryOptions = {
  repository: { type: 'string' },
  commit: { type: 'string' },
  tag: { type: 'string', multiple: true },
} as const;

export const repositoryUsage = `  --repository NAME    the repository the files are in; json and focus keep it
  --commit ID          the commit they were read at
  --tag KEY=VALUE      a tag for every row of focus; may be given more than once`;

export interface RepositoryFlags {
  readonly repository?: string | undefined;
  readonly commit?: string | undefined;
  readonly tag?: readonly string[] | undefined;
}

/** What the options alone say; none where they say nothing. @throws UsageError for a tag that is none. */
export function statedRepositories({
  repository,
  commit,
  tag,
}: RepositoryFlags): readonly RepositoryOrigin[] {
  const tags = readTags(tag ?? []);
  if (repository === undefined && commit === undefined && tag === undefined) return [];
  return [{ name: repository ?? null, commit: commit ?? null, folder: null, tags }];
}

/**
 * The repositories of files and folders: what the options say, else what git knows of each, else what a CI service says in
 * its variables. Git comes before those, since a job may look at checkouts of other repositories than its own.
 */
export function foundRepositories(
  flags: RepositoryFlags,
  paths: readonly string[],
  documents: readonly Pick<SourceDocument, 'uri'>[],
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
): readonly RepositoryOrigin[] {
  const tags = readTags(flags.tag ?? []);
  const tops = topsOf([
    ...(paths.length === 0 ? ['.'] : paths)
      .filter((path) => path !== STANDARD_INPUT)
      .map((path) => resolve(cwd, path)),
    ...documents.map(({ uri }) => dirname(fileURLToPath(uri))),
  ]);
  const service = tops.length > 1 ? nothing : serviceOf(env);
  const origin = (top: string | null): RepositoryOrigin => ({
    name:
      flags.repository ??
      (top === null ? null : remoteName(top)) ??
      service.name ??
      (top === null ? null : basename(top)),
    commit: flags.commit ?? (top === null ? null : headOf(top)) ?? service.commit,
    folder: top === null ? null : folderOf(top, cwd),
    tags,
  });
  const [only] = tops;
  // One name for all: whatever lies in them counts as one repository.
  if (flags.repository !== undefined || only === undefined) {
    return [{ ...origin(tops.length === 1 ? (only ?? null) : null), folder: null }].filter(isKnown);
  }
  return tops.map(origin);
}

function isKnown({ name, commit, tags }: RepositoryOrigin): boolean {
  return name !== null || commit !== null || Object.keys(tags).length > 0;
}

function remoteName(top: string): string | null {
  const address = remoteOf(top);
  return address === null ? null : repositoryName(address);
}

/** How names of files in a work tree begin; null where the current folder is in it. */
function folderOf(top: string, cwd: string): string | null {
  const way = relative(top, cwd);
  const isInside = way === '' || !/^\.\.(?:$|[\\/])/.test(way);
  return isInside ? null : relative(cwd, top).split(sep).join('/');
}

/** Tops of the work trees that files and folders lie in, each once. */
function topsOf(places: readonly string[]): readonly string[] {
  const known = new Map<string, string | null>();
  const topAbove = (folder: string): string | null => {
    const seen = known.get(folder);
    if (seen !== undefined) return seen;
    const above = dirname(folder);
    // A file in work trees of submodules and of `git worktree`.
    const top = existsSync(join(folder, '.git'))
      ? folder
      : above === folder
        ? null
        : topAbove(above);
    known.set(folder, top);
    return top;
  };
  const folders = places.map((place) =>
    statSync(place, { throwIfNoEntry: false })?.isFile() === true ? dirname(place) : place,
  );
  return [...new Set(folders.flatMap((folder) => topAbove(folder) ?? []))];
}

/** @throws UsageError for what is no tag, or one that the report sets itself. */
function readTags(tags: readonly string[]): Readonly<Record<string, string>> {
  const entries = tags.map((tag) => {
    const at = tag.indexOf('=');
    const key = tag.slice(0, at).trim();
    if (at < 1 || key === '') throw new UsageError(`--tag ${tag}: expected KEY=VALUE.`);
    const taken = reportTags.find((one) => one === key);
    if (taken !== undefined) throw new UsageError(`--tag ${tag}: ${whereFrom[taken]}`);
    return [key, tag.slice(at + 1)] as const;
  });
  return Object.fromEntries(entries);
}

const named = 'comes from the configs or .servingcost.yaml.';
const whereFrom: Readonly<Record<(typeof reportTags)[number], string>> = {
  team: `team ${named}`,
  environment: `environment ${named}`,
  owner: `owner ${named}`,
  repository: 'give --repository instead.',
  commit: 'give --commit instead.',
};

interface Service {
  readonly name: string | null;
  readonly commit: string | null;
}

const nothing: Service = { name: null, commit: null };

/** Variables of GitHub Actions, GitLab CI, Azure Pipelines and Bitbucket Pipelines. */
const services = [
  ['GITHUB_REPOSITORY', 'GITHUB_SHA'],
  ['CI_PROJECT_PATH', 'CI_COMMIT_SHA'],
  ['BUILD_REPOSITORY_NAME', 'BUILD_SOURCEVERSION'],
  ['BITBUCKET_REPO_FULL_NAME', 'BITBUCKET_COMMIT'],
] as const;

function serviceOf(variables: Terminal['env']): Service {
  const value = (name: string): string | null => {
    const text = variables[name] ?? '';
    return text === '' ? null : text;
  };
  const found = services.find(([name]) => value(name) !== null);
  return found === undefined ? nothing : { name: value(found[0]), commit: value(found[1]) };
}
