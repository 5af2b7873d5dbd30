import {
  analyze,
  compareDeployment,
  deploymentsTable,
  getCompareReport,
  getPanelCompare,
  renderCompareCsv,
  renderCompareMarkdown,
  renderCompareText,
} from '../core/index.ts';
import { listedPurchases, type InstanceScope } from '../core/compare/comparison.ts';
import { openCatalog } from './catalog.ts';
import { deploymentsNamed } from './chooseFixes.ts';
import { paintAnsi } from './colors.ts';
import type { Command } from './command.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { oneOf, parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';

const formats = ['text', 'markdown', 'json', 'csv'] as const;

/** Deployments on every machine they could run on, side by side, and against hosted models. */
export const compare: Command = {
  summary: 'a deployment on other machines, and against hosted models',
  usage: `compare [PATH…|-] [OPTION]…

  Prices each deployment on every machine on which it could run, with the replicas that its demand
  needs there; beside the other deployments; and against hosted models over the volume of a month.

  PATH                 files and folders; the current folder by default; - is standard input
  --deployment NAME    only this deployment, by name or id
  --providers all      the other clouds and platforms too, in their main regions; default: same
  --at REGION          region of its own cloud to price in; the default is where it runs
  --purchase OPTION    how the machines are bought, by default as today:
                       ${listedPurchases.join(', ')}
  --format NAME        ${formats.join(', ')}; csv and json list every machine
${environmentUsage}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      ...environmentOptions,
      deployment: { type: 'string' },
      providers: { type: 'string', default: 'same' },
      at: { type: 'string' },
      purchase: { type: 'string' },
      format: { type: 'string', default: 'text' },
    });
    const format = oneOf('--format', values.format, formats);
    const scope: InstanceScope = {
      providers: oneOf('--providers', values.providers, ['same', 'all']),
      region: values.at ?? null,
      purchase:
        values.purchase === undefined
          ? null
          : oneOf('--purchase', values.purchase, listedPurchases),
    };
    const environment = readEnvironment(values, await openCatalog(terminal), terminal);
    const progress = createProgress(terminal);
    const { documents, base } = await readDocuments(positionals, terminal, progress);
    const analysis = analyze(documents, environment);
    const compared = deploymentsNamed(analysis, values.deployment, base).map(({ deployment }) => {
      progress.update(`Comparing ${deployment.name}`);
      return compareDeployment(analysis, deployment.id, scope);
    });
    progress.done();
    for (const { instances } of compared) {
      if ('reason' in instances || scope.region === null) continue;
      if (instances.regions.includes(scope.region)) continue;
      terminal.warn(`--at ${scope.region} is no region of the cloud of ${instances.name}.`);
    }
    if (format === 'json') {
      const report = getCompareReport(compared, analysis, base);
      await terminal.write(`${JSON.stringify(report, null, 2)}\n`);
      return 0;
    }
    if (format === 'csv') {
      await terminal.write(renderCompareCsv(compared, analysis));
      return 0;
    }
    const pages = compared.flatMap((one) => {
      const { deploymentId } = one;
      const page = getPanelCompare(analysis, { deploymentId, ...scope }, one);
      const name = analysis.deployments.find(({ deployment: { id } }) => id === deploymentId);
      return page === null ? [] : { page, name: name?.deployment.name ?? deploymentId };
    });
    const paint = terminal.colors ? paintAnsi : undefined;
    const parts = pages.map(({ name, page }) =>
      format === 'markdown'
        ? renderCompareMarkdown(name, page)
        : renderCompareText(name, page, paint),
    );
    const [first] = pages;
    // One deployment that was asked for by name is not one of several.
    const beside =
      first === undefined || values.deployment !== undefined
        ? ''
        : deploymentsTable(first.page, format);
    await terminal.write([...parts, ...(beside === '' ? [] : [beside])].join('\n'));
    return 0;
  },
};
