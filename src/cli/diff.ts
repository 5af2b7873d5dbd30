import { resolve } from 'node:path';
import {
  analyze,
  changedLines,
  createAnalysisCache,
  getReport,
  getReview,
  renderReview,
  renderSarif,
  ruleDescriptions,
  snapshotOf,
  type Report,
  type Review,
  type Snapshot,
} from '../core/index.ts';
import { formatMonthlyDifference, formatMonthly, shownIn } from '../core/report/format.ts';
import { openCatalog } from './catalog.ts';
import { paintAnsi } from './colors.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { readLimit, tellBroken } from './limits.ts';
import { oneOf, parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { excludeOption, excludeUsage } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { readVersions } from './versions.ts';
import { writeWholeFile } from './writeFile.ts';

const formats = ['text', 'markdown', 'json', 'csv', 'sarif'] as const;

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
${excludeUsage}
  --format NAME        ${formats.join(', ')}
  --out FILE           write there instead of standard output
  --fail-over USD      exit with 1 when the month rises by more than this
${environmentUsage}

  Exits with 1, too, when a policy whose severity is error is broken that held before, or
  when it was broken already and its deployment became dearer.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      ...excludeOption,
      base: { type: 'string' },
      'merge-base': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      out: { type: 'string' },
      'fail-over': { type: 'string' },
    });
    const format = oneOf('--format', values.format, formats);
    const limit = readLimit(values['fail-over']);
    if (values['merge-base'] && values.base === undefined) {
      throw new UsageError('--merge-base needs --base REF: the branch to compare with.');
    }
    const environment = readEnvironment(values, openCatalog(), terminal);
    const progress = createProgress(terminal);
    const { old, now, base, skipped } = await readVersions(
      {
        base: values.base,
        fromMergeBase: values['merge-base'],
        paths: positionals,
        exclude: values.exclude,
      },
      terminal,
      progress,
    );
    const cache = createAnalysisCache();
    progress.update('Pricing what was there before');
    const before =
      'snapshot' in old
        ? old.snapshot
        : snapshotOf(analyze(old.documents, environment, cache), base);
    progress.update('Pricing what is there now');
    const analysis = analyze(now.documents, environment, cache);
    const after = snapshotOf(analysis, base);
    progress.update('Pricing each edit');
    const lines =
      'snapshot' in old
        ? null
        : changedLines(
            { before: old.documents, after: now.documents },
            environment,
            { base, most: MOST_RUNS },
            cache,
          );
    progress.done();
    const review = getReview(
      { name: old.name, snapshot: before },
      { name: now.name, snapshot: after },
      lines,
    );
    const colors = terminal.colors && values.out === undefined;
    const text =
      format === 'sarif'
        ? sarif(getReport(analysis, { base, skipped }), review)
        : renderReview(review, format, colors ? paintAnsi : undefined);
    if (values.out === undefined) await terminal.write(text);
    else writeWholeFile(resolve(terminal.cwd, values.out), text, values.out);
    const broken = tellBroken(brokenByChange(after, review), terminal);
    return Math.max(broken, limit === null ? 0 : checkLimit(review, after, limit, terminal));
  },
};

function isIntroduced(review: Review): (finding: Omit<Told, 'severity'>) => boolean {
  const keys = new Set(review.findings.introduced.map(keyOf));
  return (finding) => keys.has(keyOf(finding));
}

type Told = Pick<
  Review['findings']['introduced'][number],
  'code' | 'severity' | 'file' | 'line' | 'message'
>;

function keyOf({ code, file, line, message }: Omit<Told, 'severity'>): string {
  return JSON.stringify([code, file, line, message]);
}

function sarif(report: Report, review: Review): string {
  const isNew = isIntroduced(review);
  return renderSarif(report, ruleDescriptions, (finding) => (isNew(finding) ? 'new' : 'unchanged'));
}

/** Findings that came with the change, and those that were there on what it made dearer. */
function brokenByChange(snapshot: Snapshot, review: Review): readonly Told[] {
  const isNew = isIntroduced(review);
  const risen = new Map(review.deployments.map(({ id, delta }) => [id, (delta ?? 0) > 0]));
  const dearer = (review.totals.delta ?? 0) > 0;
  return [
    ...snapshot.findings.filter((finding) => dearer || isNew(finding)),
    ...snapshot.deployments.flatMap(({ id, findings }) =>
      findings.filter((finding) => risen.get(id) === true || isNew(finding)),
    ),
  ];
}

/** The limit is in US dollars, whatever currency the review is in. */
function checkLimit(
  { totals }: Review,
  { currency, exchangeRate }: Snapshot,
  limit: number,
  terminal: Terminal,
): number {
  const shown = shownIn(currency);
  if (totals.delta === null || totals.lowerBound) {
    terminal.warn('Not everything could be priced: the difference may be larger.');
  }
  const allowed = limit * exchangeRate.perUsd;
  if ((totals.delta ?? 0) <= allowed) return 0;
  terminal.warn(
    `The month changes by ${formatMonthlyDifference(totals.delta, shown)}, above the limit of ${formatMonthly(allowed, shown)}.`,
  );
  return 1;
}
