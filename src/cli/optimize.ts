import {
  analyze,
  defaultSearch,
  getOptimizationReport,
  optimizeDeployment,
  renderOptimization,
} from '../core/index.ts';
import type { Analysis } from '../core/analysis.ts';
import type { PurchaseOption } from '../core/model/deployment.ts';
import type { Optimization, SearchOptions } from '../core/optimize/optimization.ts';
import { mergeFileEdits } from '../core/text/applyEdits.ts';
import type { FileEdit } from '../core/text/edit.ts';
import { openCatalog } from './catalog.ts';
import { deploymentsNamed } from './chooseFixes.ts';
import { paintAnsi } from './colors.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { changeOf, writeChanges } from './fileChanges.ts';
import { oneOf, parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import type { Terminal } from './terminal.ts';
import { unifiedDiff } from '../core/text/unifiedDiff.ts';
import { UsageError } from './usageError.ts';

const purchases = ['spot', 'reserved-1y', 'reserved-3y'] as const;

/** The cheapest plan of each deployment, as a patch of its own files. */
export const optimize: Command = {
  summary: 'search for the cheapest way to run a deployment; print it as a patch',
  usage: `optimize PATH… [OPTION]…

  Searches accelerators and their number, parallelism, precision, concurrency, replicas and purchase
  option for the cheapest plan within the latency limits, the accuracy limit and the spare replicas.
  Prints the plan, what it could be instead, and a unified diff of the files.

  PATH                 files and folders
  --deployment NAME    only this deployment, by name or id
  --regions all        the provider's other regions too; the default is same
  --providers all      the other clouds too, each in its main region; the default is same
  --max-ttft-ms MS     time to the first token at most, and
  --max-tpot-ms MS     time per further token at most: beside the limits that the files state
  --purchase OPTION    what else may be bought: spot (the default), reserved-1y, reserved-3y;
                       may be given several times
  --allow ACCELERATOR  only these accelerators; may be given several times
  --spare NUMBER       replicas beyond one that must be there; the default is one where two run
  --shared-nodes       others fill what a plan leaves of the nodes it brings up
  --format FORMAT      text (the default) or json
  --write              change the files; the default prints a unified diff
${environmentUsage}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      deployment: { type: 'string' },
      regions: { type: 'string', default: 'same' },
      providers: { type: 'string', default: 'same' },
      'max-ttft-ms': { type: 'string' },
      'max-tpot-ms': { type: 'string' },
      purchase: { type: 'string', multiple: true },
      allow: { type: 'string', multiple: true },
      spare: { type: 'string' },
      'shared-nodes': { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
      write: { type: 'boolean', default: false },
    });
    if (positionals.length === 0) throw new UsageError('optimize needs a file or a folder.');
    if (positionals.includes('-')) throw new UsageError('optimize changes files: - cannot be one.');
    const format = oneOf('--format', values.format, ['text', 'json']);
    const catalog = openCatalog();
    const options: SearchOptions = {
      regions: oneOf('--regions', values.regions, ['same', 'all']),
      providers: oneOf('--providers', values.providers, ['same', 'all']),
      limits: {
        ttftMs: milliseconds('--max-ttft-ms', values['max-ttft-ms']),
        tpotMs: milliseconds('--max-tpot-ms', values['max-tpot-ms']),
      },
      purchases:
        values.purchase?.map((one): PurchaseOption => oneOf('--purchase', one, purchases)) ??
        defaultSearch.purchases,
      sharedNodes: values['shared-nodes'],
      constraints: {
        ...defaultSearch.constraints,
        allowedAccelerators:
          values.allow?.map((name) => {
            const facts = catalog.accelerator(name);
            if (facts === null) throw new UsageError(`--allow ${name} is no known accelerator.`);
            return facts.id;
          }) ?? null,
        spareReplicas: values.spare === undefined ? null : wholeNumber('--spare', values.spare),
      },
    };

    const environment = readEnvironment(values, catalog, terminal);
    const progress = createProgress(terminal);
    const { documents, base } = await readDocuments(positionals, terminal, progress);
    const analysis = analyze(documents, environment);
    const found = deploymentsNamed(analysis, values.deployment, base).flatMap(({ deployment }) => {
      progress.update(`Searching for ${deployment.name}`);
      const one = optimizeDeployment(analysis, deployment.id, options);
      progress.done();
      if (!('reason' in one)) return [one];
      terminal.warn(`${deployment.name} is left as it is. ${one.reason}`);
      return [];
    });
    const { edits, left } = joined(found);
    if (format === 'json') {
      const report = getOptimizationReport(found, analysis, base);
      await terminal.write(`${JSON.stringify(report, null, 2)}\n`);
    } else {
      await show(found, edits, values.write, analysis, base, terminal);
    }
    for (const { name } of left) {
      terminal.warn(`Left out, since it edits the same place as another: ${name}`);
    }
    if (edits.length === 0) terminal.warn('Nothing cheaper was found.');
    else if (values.write) writeChanges(edits.map((edit) => changeOf(edit, analysis, base)));
    return 0;
  },
};

function milliseconds(option: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (!/^(?:\d+(?:\.\d+)?|\.\d+)$/.test(value) || !(number > 0)) {
    throw new UsageError(`${option} ${value}: expected milliseconds.`);
  }
  return number;
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new UsageError(`${option} ${value}: expected a whole number.`);
  return Number(value);
}

async function show(
  found: readonly Optimization[],
  edits: readonly FileEdit[],
  written: boolean,
  analysis: Analysis,
  base: string,
  terminal: Terminal,
): Promise<void> {
  const paint = terminal.colors ? paintAnsi : undefined;
  for (const one of found) {
    await terminal.write(`${renderOptimization(one, analysis.environment.currency, paint)}\n`);
  }
  if (written) return;
  for (const edit of edits) {
    const { file, before, after } = changeOf(edit, analysis, base);
    await terminal.write(unifiedDiff(file, before, after));
  }
}

/** The edits of all plans; of two that cannot stand together the earlier one stays. */
function joined(found: readonly Optimization[]): {
  readonly edits: readonly FileEdit[];
  readonly left: readonly Optimization[];
} {
  let edits: readonly FileEdit[] = [];
  const left: Optimization[] = [];
  for (const one of found) {
    if (one.plan === null) continue;
    const merged = mergeFileEdits([edits, one.plan.edits]);
    if (merged === null) left.push(one);
    else edits = merged;
  }
  return { edits, left };
}
