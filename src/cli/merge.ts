import { mergeReports, reportFormats } from '../core/index.ts';
import type { Command } from './command.ts';
import { readCurrency } from './environment.ts';
import { focusOptions, focusUsage, readFocusOptions } from './focus.ts';
import { readLimit } from './limits.ts';
import { parseOptions } from './options.ts';
import { outputOptions, outputUsage, readOutputs } from './outputs.ts';
import { createProgress } from './progress.ts';
import { readReports } from './readReports.ts';
import { UsageError } from './usageError.ts';
import { writeReport } from './writeReport.ts';

/** Whether what has to be known of the report stands in it for people to read. */
function showsRemarks(format: (typeof formats)[number]): boolean {
  return format === 'text' || format === 'markdown' || format === 'html';
}

/** Findings of many repositories have no place in the code of one. */
const formats = reportFormats.filter((format) => format !== 'sarif');

/** What many repositories cost together. */
export const merge: Command = {
  summary: 'one report of many, of as many repositories',
  usage: `merge [NAME=]FILE… [OPTION]…

  FILE                 what report --format json wrote; a folder stands for the .json files in it
  NAME=                the repository the report is of, where it does not say so itself
  --format NAME        ${formats.join(', ')}
${outputUsage(formats)}
  --fail-over USD      exit with 1 when the expected total of a month is above this
  --currency CODE=RATE show money in this currency, at so many for one US dollar
${focusUsage}

  What two reports hold of one repository counts once. Exits with 2 when a file is no report,
  or when a repository is there at two commits.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...focusOptions,
      ...outputOptions,
      currency: { type: 'string' },
      'fail-over': { type: 'string' },
    });
    const outputs = readOutputs(values, formats);
    const limit = readLimit(values['fail-over']);
    const focus = readFocusOptions(values);
    const currency = values.currency === undefined ? null : readCurrency(values.currency);
    const progress = createProgress(terminal);
    const given = readReports(positionals, terminal, progress);
    progress.done();
    const result = mergeReports(given, currency);
    if ('reason' in result) throw new UsageError(`${result.reason}.`);
    const isShown = outputs.some(({ format, file }) => file === null && showsRemarks(format));
    if (!isShown) for (const remark of result.remarks) terminal.warn(remark);
    return writeReport(result, outputs, { focus, limit }, terminal);
  },
};
