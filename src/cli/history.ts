import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getHistory, historyFormats, renderHistory } from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { askGit, topOf } from './git.ts';
import { cacheFileFor } from './history/cacheFile.ts';
import { openCostCache } from './history/costCache.ts';
import { readHistory } from './history/readHistory.ts';
import { readTime } from './history/readTime.ts';
import { parseOptions } from './options.ts';
import { outputOptions, outputUsage, readOutputs, writeOutputs } from './outputs.ts';
import { existingFolder, isBelow } from './paths.ts';
import { createProgress } from './progress.ts';
import { UsageError } from './usageError.ts';
import { wantedPaths, type WantedPaths } from './wantedPaths.ts';

/** What the configs cost, commit by commit. */
export const history: Command = {
  summary: 'what the serving configs cost, commit by commit',
  usage: `history [PATH…] [OPTION]…

  Every commit is priced at the prices of today: a difference is a change of the configs. Only
  commits that touch files which can matter are listed, the newest first.

  PATH                 files and folders, also such that are gone; the current folder by default
  --since DATE         commits written on this day (UTC) or later: YYYY-MM-DD, or with a time
  --until DATE         commits written on this day (UTC) or earlier
  --max-count N        so many commits at most, the newest
  --first-parent       follow the first parent of each commit: what was merged, not how it came
                       about. This is the default.
  --all-parents        list the commits of merged branches as well, each against its own parent
  --format NAME        ${historyFormats.join(', ')}
${outputUsage(historyFormats)}
  --no-cache           price everything anew; what is worked out is otherwise kept in the user's
                       cache folder (XDG_CACHE_HOME)
${environmentUsage}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      since: { type: 'string' },
      until: { type: 'string' },
      'max-count': { type: 'string' },
      'first-parent': { type: 'boolean', default: false },
      'all-parents': { type: 'boolean', default: false },
      ...outputOptions,
      'no-cache': { type: 'boolean', default: false },
    });
    const outputs = readOutputs(values, historyFormats);
    if (values['first-parent'] && values['all-parents']) {
      throw new UsageError('--first-parent and --all-parents: only one of them can be followed.');
    }
    const span = {
      since: readTime('--since', values.since, '00:00:00') ?? -Infinity,
      until: readTime('--until', values.until, '23:59:59') ?? Infinity,
      maxCount: countOf(values['max-count']),
    };
    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const { top, wanted } = place(positionals, terminal.cwd);
    const cache = openCostCache(
      values['no-cache'] ? null : cacheFileFor(terminal, top, wanted, environment),
    );
    const base = pathToFileURL(terminal.cwd).href;
    const { commits, ...head } = readHistory(
      { top, wanted, base, environment, ...span, allParents: values['all-parents'] },
      cache,
      createProgress(terminal),
    );
    const told = getHistory(commits, environment, head);
    await writeOutputs(outputs, (format, paint) => renderHistory(told, format, paint), terminal);
    return 0;
  },
};

/** The repository that the paths lie in, and which of its files are meant. */
function place(
  given: readonly string[],
  cwd: string,
): { readonly top: string; readonly wanted: WantedPaths } {
  const paths = (given.length === 0 ? ['.'] : given).map((path) => ({
    path,
    absolute: resolve(cwd, path),
  }));
  const top = topOf(existingFolder(paths[0]?.absolute ?? cwd));
  if (top === null) throw new UsageError(`${paths[0]?.path ?? '.'} is in no git repository.`);
  const elsewhere = paths.find(({ absolute }) => !isBelow(absolute, top));
  if (elsewhere !== undefined) {
    throw new UsageError(
      `${elsewhere.path} is in another repository than ${paths[0]?.path ?? '.'}.`,
    );
  }
  const wanted = wantedPaths(
    top,
    paths.map(({ absolute }) => absolute),
  );
  const gone = paths.find(
    ({ absolute }, index) => !existsSync(absolute) && !wasThere(top, wanted.paths[index] ?? ''),
  );
  if (gone !== undefined) {
    throw new UsageError(`${gone.path}: no such file or folder, here or in the history.`);
  }
  return { top, wanted };
}

/** Whether a commit touched the path. */
function wasThere(top: string, path: string): boolean {
  const answer = askGit(top, ['--literal-pathspecs', 'rev-list', '-1', 'HEAD', '--', path]);
  return answer !== null && answer.stdout.length > 0;
}

function countOf(value: string | undefined): number {
  if (value === undefined) return Infinity;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new UsageError(`--max-count ${value}: expected a number of commits, such as 50.`);
  }
  return Number(value);
}
