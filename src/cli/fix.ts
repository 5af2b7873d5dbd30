import { analyze, priceFixes } from '../core/index.ts';
import type { Fix } from '../core/model/finding.ts';
import { formatQuantity, formatSaving } from '../core/report/format.ts';
import { openCatalog } from './catalog.ts';
import { checkCodes, chooseFixes } from './chooseFixes.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { changeOf, writeChanges } from './fileChanges.ts';
import { parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import type { Terminal } from './terminal.ts';
import { unifiedDiff } from '../core/text/unifiedDiff.ts';
import { UsageError } from './usageError.ts';

/** The suggestions, applied. */
export const fix: Command = {
  summary: 'apply suggestions; without --write, print them as a patch',
  usage: `fix PATH… [OPTION]…

  PATH                 files and folders
  --code CODE          only findings with this code; may be given several times
  --deployment NAME    only this deployment, by name or id
  --safe               only fixes that cost nothing in return
  --write              change the files; the default prints a unified diff
${environmentUsage}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      code: { type: 'string', multiple: true, default: [] },
      deployment: { type: 'string' },
      safe: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    });
    if (positionals.length === 0) throw new UsageError('fix needs a file or a folder.');
    if (positionals.includes('-')) throw new UsageError('fix changes files: - cannot be one.');
    checkCodes(values.code);

    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { documents, base } = await readDocuments(positionals, terminal, progress);
    const analysis = analyze(documents, environment);
    const chosen = chooseFixes(analysis, { ...values, base });
    const joint = priceFixes(
      analysis,
      chosen.map(({ id }) => id),
    );
    if (joint.edits.length === 0) {
      terminal.warn('Nothing to fix.');
      return 0;
    }

    const changes = joint.edits.map((edit) => changeOf(edit, analysis, base));
    if (values.write) writeChanges(changes);
    else {
      for (const { file, before, after } of changes) {
        await terminal.write(unifiedDiff(file, before, after));
      }
    }
    const applied = chosen.filter(({ id }) => joint.applied.includes(id));
    const left = chosen.filter(({ id }) => joint.conflicting.includes(id));
    const saving = formatSaving(joint.monthlySaving, analysis.environment.currency);
    summarize(applied, left, saving, values.write, terminal);
    return 0;
  },
};

function summarize(
  applied: readonly Fix[],
  conflicting: readonly Fix[],
  saving: string,
  written: boolean,
  terminal: Terminal,
): void {
  const count = formatQuantity(applied.length, 'fix', 'fixes');
  terminal.warn(`${written ? 'Applied' : 'Proposed'} ${count}: ${saving}.`);
  for (const { title, needs } of applied) {
    if (needs !== null) terminal.warn(`${title} also needs: ${needs}`);
  }
  for (const { title } of conflicting) {
    terminal.warn(`Left out, since it does not go together with another: ${title}`);
  }
}
