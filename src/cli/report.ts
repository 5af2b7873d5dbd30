import { analyze, getReport, reportFormats, showsInsight } from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { focusOptions, focusUsage, readFocusOptions } from './focus.ts';
import { formatOfFile } from './formatOfFile.ts';
import { readLimit } from './limits.ts';
import { oneOf, parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import {
  foundRepositories,
  repositoryOptions,
  repositoryUsage,
  statedRepositories,
} from './repositories.ts';
import { statusOf, writeReport } from './writeReport.ts';

/** What deployments cost. */
export const report: Command = {
  summary: 'what the serving configs of files and folders cost',
  usage: `report [PATH…|-] [OPTION]…

  PATH                 files and folders; the current folder by default; - is standard input
  --format NAME        ${reportFormats.join(', ')}
  --out FILE           write there instead of standard output; .html, .md, .csv … say the format
  --fail-over USD      exit with 1 when the expected total of a month is above this
${environmentUsage}
${repositoryUsage}
${focusUsage}

  Rows of focus are estimates: BilledCost is 0, EffectiveCost the expected month. Their repository
  and commit are those of the options, else of git, else of the CI service’s variables.

  Exits with 1 when a policy of an assumptions file is broken whose severity is error, too.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      ...repositoryOptions,
      ...focusOptions,
      format: { type: 'string' },
      out: { type: 'string' },
      'fail-over': { type: 'string' },
    });
    const format = oneOf('--format', values.format ?? formatOfFile(values.out), reportFormats);
    const limit = readLimit(values['fail-over']);
    const focus = readFocusOptions(values);
    const stated = statedRepositories(values);
    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { documents, skipped, base } = await readDocuments(positionals, terminal, progress);
    progress.update(`Pricing ${documents.length} files`);
    const result = getReport(analyze(documents, environment), {
      base,
      skipped,
      insight: showsInsight(format),
      // Git is asked for rows that are told apart by it; all else stays the same wherever it is made.
      repositories:
        format === 'focus' ? foundRepositories(values, positionals, documents, terminal) : stated,
    });
    progress.done();

    await writeReport(result, { format, out: values.out, focus }, terminal);
    return statusOf(result, limit, terminal);
  },
};
