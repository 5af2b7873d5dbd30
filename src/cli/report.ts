import { resolve } from 'node:path';
import {
  analyze,
  exportFormats,
  getReport,
  renderReport,
  reportFormats,
  ruleDescriptions,
  showsInsight,
  type Report,
} from '../core/index.ts';
import { formatMonthly, shownIn } from '../core/report/format.ts';
import type { ReportFormat } from '../core/report/render.ts';
import { openCatalog } from './catalog.ts';
import { paintAnsi } from './colors.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { readLimit, tellBroken } from './limits.ts';
import { oneOf, parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import { excludeOption, excludeUsage } from './selection.ts';
import type { Terminal } from './terminal.ts';
import { writeWholeFile } from './writeFile.ts';

/** What deployments cost. */
export const report: Command = {
  summary: 'what the serving configs of files and folders cost',
  usage: `report [PATH…|-] [OPTION]…

  PATH                 files, folders and globs; the current folder by default; - is standard
                       input; what git ignores is left out
${excludeUsage}
  --format NAME        ${reportFormats.join(', ')}
  --out FILE           write there instead of standard output; .html, .md, .csv … say the format
  --fail-over USD      exit with 1 when the expected total of a month is above this
${environmentUsage}

  Exits with 1 when a policy of an assumptions file is broken whose severity is error, too.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      ...excludeOption,
      format: { type: 'string' },
      out: { type: 'string' },
      'fail-over': { type: 'string' },
    });
    const format = oneOf('--format', values.format ?? formatOf(values.out), reportFormats);
    const limit = readLimit(values['fail-over']);
    const environment = readEnvironment(values, openCatalog(), terminal);
    const progress = createProgress(terminal);
    const { documents, skipped, base } = await readDocuments(positionals, terminal, progress, {
      exclude: values.exclude,
    });
    progress.update(`Pricing ${documents.length} files`);
    const result = getReport(analyze(documents, environment), {
      base,
      skipped,
      insight: showsInsight(format),
    });
    progress.done();

    const colors = terminal.colors && values.out === undefined;
    const text = renderReport(result, format, {
      rules: ruleDescriptions,
      ...(colors ? { paint: paintAnsi } : {}),
    });
    if (values.out === undefined) await terminal.write(text);
    else writeWholeFile(resolve(terminal.cwd, values.out), text, values.out);
    const broken = tellBroken(
      [...result.findings, ...result.deployments.flatMap(({ findings }) => findings)],
      terminal,
    );
    return Math.max(broken, limit === null ? 0 : checkLimit(result, limit, terminal));
  },
};

/** The format that a file of this name is expected to have. */
function formatOf(out: string | undefined): ReportFormat {
  return exportFormats.find(({ extension }) => out?.endsWith(`.${extension}`))?.id ?? 'text';
}

/** The limit is in US dollars, whatever currency the report is in. */
function checkLimit(
  { totals, currency, exchangeRate }: Report,
  limit: number,
  terminal: Terminal,
): number {
  const shown = shownIn(currency);
  if (totals.expected === null || totals.lowerBound) {
    terminal.warn('Not everything could be priced: the total is a lower bound.');
  }
  const allowed = limit * exchangeRate.perUsd;
  if ((totals.expected ?? 0) <= allowed) return 0;
  const expected = formatMonthly(totals.expected ?? 0, shown, totals.lowerBound);
  terminal.warn(`Expected are ${expected}, above the limit of ${formatMonthly(allowed, shown)}.`);
  return 1;
}
