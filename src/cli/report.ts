import {
  analyze,
  getReport,
  renderReport,
  reportFormats,
  ruleDescriptions,
  showsInsight,
} from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { holdTotal, readLimit, tellBroken, tellLimit } from './limits.ts';
import { parseOptions } from './options.ts';
import { outputOptions, outputUsage, readLinks, readOutputs, writeOutputs } from './outputs.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import { excludeOption, excludeUsage } from './selection.ts';

/** What deployments cost. */
export const report: Command = {
  summary: 'what the serving configs of files and folders cost',
  usage: `report [PATH…|-] [OPTION]…

  PATH                 files, folders and globs; the current folder by default; - is standard
                       input; what git ignores is left out
${excludeUsage}
  --format NAME        ${reportFormats.join(', ')}
${outputUsage}
  --fail-over USD      exit with 1 when the expected total of a month is above this
${environmentUsage}

  Exits with 1 when a policy of an assumptions file is broken whose severity is error, too.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      ...excludeOption,
      ...outputOptions,
      'fail-over': { type: 'string' },
    });
    const outputs = readOutputs(values, reportFormats);
    const links = readLinks(values);
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
      insight: outputs.some(({ format }) => showsInsight(format)),
    });
    progress.done();

    const held = limit === null ? null : holdTotal(result, limit, terminal);
    await writeOutputs(
      outputs,
      (format, paint) =>
        renderReport(result, format, {
          rules: ruleDescriptions,
          links,
          limit: held,
          ...(paint === undefined ? {} : { paint }),
        }),
      terminal,
    );
    const broken = tellBroken(
      [...result.findings, ...result.deployments.flatMap(({ findings }) => findings)],
      terminal,
    );
    return Math.max(broken, tellLimit(held, terminal));
  },
};
