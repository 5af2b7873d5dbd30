import {
  analyze,
  getReport,
  reportFormats,
  showsInsight,
  withRepositories,
} from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { focusOptions, focusUsage, readFocusOptions } from './focus.ts';
import { tellLeftOut } from './leftOut.ts';
import { readLimit } from './limits.ts';
import { parseOptions } from './options.ts';
import {
  linksOption,
  linksUsage,
  outputOptions,
  outputUsage,
  readLinks,
  readOutputs,
} from './outputs.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import {
  foundRepositories,
  repositoryOptions,
  repositoryUsage,
  statedRepositories,
} from './repositories.ts';
import { excludeOption, excludeUsage } from './selection.ts';
import { writeReport } from './writeReport.ts';

/** What deployments cost. */
export const report: Command = {
  summary: 'what the serving configs of files and folders cost',
  usage: `report [PATH…|-] [OPTION]…

  PATH                 files, folders and globs; the current folder by default; - is standard
                       input; what git ignores is left out
${excludeUsage}
  --format NAME        ${reportFormats.join(', ')}
${outputUsage(reportFormats)}
${linksUsage}
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
      ...excludeOption,
      ...outputOptions,
      ...linksOption,
      'fail-over': { type: 'string' },
    });
    const outputs = readOutputs(values, reportFormats);
    const links = readLinks(values);
    const limit = readLimit(values['fail-over']);
    const focus = readFocusOptions(values);
    const stated = statedRepositories(values);
    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { documents, skipped, base } = await readDocuments(positionals, terminal, progress, {
      exclude: values.exclude,
    });
    progress.update(`Pricing ${documents.length} files`);
    const analysis = analyze(documents, environment);
    const result = getReport(analysis, {
      base,
      skipped,
      insight: outputs.some(({ format }) => showsInsight(format)),
      repositories: stated,
    });
    // Git is asked for rows that are told apart by it; all else stays the same wherever it is made.
    const rows = outputs.some(({ format }) => format === 'focus')
      ? withRepositories(result, foundRepositories(values, positionals, documents, terminal))
      : result;
    progress.done();
    tellLeftOut(positionals, documents, analysis, terminal);
    return writeReport(result, outputs, { focus, rows, links, limit }, terminal);
  },
};
