import {
  analyze,
  changedLines,
  createAnalysisCache,
  getReport,
  getReview,
  renderReview,
  snapshotOf,
} from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import { brokenByChange, reviewSarif, worsened } from './changeFindings.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { tellLeftOut } from './leftOut.ts';
import { holdChange, readLimit, tellBroken, tellLimit } from './limits.ts';
import { parseOptions } from './options.ts';
import {
  linksOption,
  linksUsage,
  outputOptions,
  outputUsage,
  readLinks,
  readOutputs,
  writeOutputs,
} from './outputs.ts';
import { createProgress } from './progress.ts';
import { excludeOption, excludeUsage } from './selection.ts';
import { UsageError } from './usageError.ts';
import { readVersions } from './versions.ts';

const formats = ['text', 'markdown', 'json', 'csv', 'html', 'sarif', 'junit'] as const;

/** Runs of edited lines up to which each is priced by itself. */
const MOST_RUNS = 200;

/** What a change costs. */
export const diff: Command = {
  summary: 'what a change of the serving configs costs',
  usage: `diff --base REF [PATH…] [OPTION]…
       serving-cost diff OLD NEW [OPTION]…

  --base REF           the commit, branch or tag that the work tree is compared with
  --merge-base         compare with the last commit that HEAD and REF have in common
  PATH                 files, folders and globs; the current folder by default
  OLD NEW              two files, two folders, or for OLD what report --format json wrote
  --snapshot FILE      what report --format json wrote of the old configs at the time: compares
                       with it, and tells what other prices did from what the change did
  --name NAME          what REF or OLD is called in what is written: main, instead of a commit
${excludeUsage}
  --format NAME        ${formats.join(', ')}
${outputUsage(formats)}
${linksUsage}
  --fail-over USD      exit with 1 when the month rises by more than this
${environmentUsage}

  Exits with 1, too, when a policy whose severity is error is broken that held before, or
  when it was broken already and its deployment became dearer.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      ...excludeOption,
      ...outputOptions,
      ...linksOption,
      base: { type: 'string' },
      'merge-base': { type: 'boolean', default: false },
      snapshot: { type: 'string' },
      name: { type: 'string' },
      'fail-over': { type: 'string' },
    });
    const outputs = readOutputs(values, formats);
    const links = readLinks(values);
    const limit = readLimit(values['fail-over']);
    if (values['merge-base'] && values.base === undefined) {
      throw new UsageError('--merge-base needs --base REF: the branch to compare with.');
    }
    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { old, now, base, skipped } = await readVersions(
      {
        base: values.base,
        fromMergeBase: values['merge-base'],
        snapshot: values.snapshot,
        paths: positionals,
        exclude: values.exclude,
      },
      terminal,
      progress,
    );
    const cache = createAnalysisCache();
    progress.update('Pricing what was there before');
    const repriced =
      old.documents === null ? null : snapshotOf(analyze(old.documents, environment, cache), base);
    progress.update('Pricing what is there now');
    const analysis = analyze(now.documents, environment, cache);
    const after = snapshotOf(analysis, base);
    progress.update('Pricing each edit');
    const lines =
      old.documents === null
        ? null
        : changedLines(
            { before: old.documents, after: now.documents },
            environment,
            { base, most: MOST_RUNS },
            cache,
          );
    progress.done();
    tellLeftOut(positionals, now.documents, analysis, terminal);
    if (lines === null && old.documents !== null) {
      terminal.warn('There are too many edits to price one by one: no lines are named.');
    }
    const before = old.snapshot ?? repriced;
    if (before === null) throw new Error('a version of nothing');
    const review = getReview(
      { name: values.name ?? old.name, snapshot: before },
      { name: now.name, snapshot: after },
      lines,
      repriced,
    );
    const held = limit === null ? null : holdChange(review, after, limit, terminal);
    const broken = brokenByChange(after, review);
    await writeOutputs(
      outputs,
      (format, paint) =>
        format === 'sarif'
          ? reviewSarif(getReport(analysis, { base, skipped }), review)
          : renderReview(review, format, {
              paint,
              links,
              held: { limit: held, worsened: worsened(broken, review) },
            }),
      terminal,
    );
    return Math.max(tellBroken(broken, terminal), tellLimit(held, terminal));
  },
};
