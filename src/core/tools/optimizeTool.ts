import * as z from 'zod';
import type { Analysis } from '../analysis.ts';
import type { Environment } from '../model/environment.ts';
import { defaultSearch, type Optimization, type SearchOptions } from '../optimize/optimization.ts';
import { optimizeDeployment } from '../optimize/optimize.ts';
import { getOptimizationReport } from '../report/optimizationReport.ts';
import { renderOptimization } from '../report/optimizationText.ts';
import { relativePath } from '../report/relativePath.ts';
import { applyEdits } from '../text/applyEdits.ts';
import type { FileEdit } from '../text/edit.ts';
import { unifiedDiff } from '../text/unifiedDiff.ts';
import { deploymentInput, deploymentsNamed, namesOf, pathsInput } from './parts.ts';
import { defineTool, type Given, type ToolResult } from './tool.ts';

/** A search takes some tenths of a second. */
const MOST_SEARCHES = 5;

const number = z.number().nullable();
const planOutput = z.looseObject({
  monthly: number,
  ttftMs: number,
  tpotMs: number,
  requestsPerSecond: number,
});

/** The cheapest plan of a deployment, with its patch. */
export const optimizeTool = defineTool({
  name: 'optimize',
  title: 'Search for the cheapest plan of a deployment',
  description:
    'Searches accelerators and their number, parallelism, quantization, concurrency, replicas and purchase option for the cheapest way to run a deployment within its latency limits, accuracy limit and spare replicas. ' +
    'Returns the plan with its saving, measured by pricing the edited config, what it could be instead (cost against latency and throughput), and a unified diff of the files. ' +
    'Nothing is written: show the diff to the person, and apply it with your own editing tools when they agree.',
  input: z.strictObject({
    paths: pathsInput,
    deployment: deploymentInput
      .optional()
      .describe('Name or id of the deployment. Needed where the paths hold more than five.'),
    regions: z
      .enum(['same', 'all'])
      .optional()
      .describe("all looks at the provider's other regions too. Default same."),
    purchases: z
      .array(z.enum(['spot', 'reserved-1y', 'reserved-3y']))
      .max(3)
      .optional()
      .describe('What may be bought besides what is bought today. Default spot.'),
    accelerators: z
      .array(z.string().min(1).max(100))
      .max(50)
      .optional()
      .describe('Only these accelerators, such as L4 or H100-SXM. Default all.'),
    spareReplicas: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe('Replicas beyond one that must be there. Default one where two run today.'),
  }),
  output: z.looseObject({
    currency: z.string(),
    deployments: z.array(
      z.looseObject({
        name: z.string(),
        file: z.string(),
        plan: planOutput.nullable().describe('Null when nothing is cheaper.'),
        diff: z.string().describe('Of the plan, as patch and git apply read it.'),
      }),
    ),
    left: z.array(z.object({ name: z.string(), reason: z.string() })),
  }),
  subject: ({ paths }) => ({ kind: 'paths', paths: paths ?? ['.'] }),
  answer: (input, given) => {
    const named = deploymentsNamed(given, input.deployment);
    if ('refused' in named) return named;
    if (named.found.length > MOST_SEARCHES) {
      return {
        refused: `There are ${named.found.length} deployments. Pass one of them as deployment: ${namesOf(named.found)}.`,
      };
    }
    const { environment } = given.analysis;
    const accelerators = acceleratorIds(input.accelerators, environment);
    if ('refused' in accelerators) return accelerators;
    return search(named.found, given, {
      ...defaultSearch,
      regions: input.regions ?? defaultSearch.regions,
      purchases: input.purchases ?? defaultSearch.purchases,
      constraints: {
        ...defaultSearch.constraints,
        allowedAccelerators: accelerators.ids,
        spareReplicas: input.spareReplicas ?? null,
      },
    });
  },
});

function acceleratorIds(
  names: readonly string[] | undefined,
  { catalog }: Environment,
): { readonly ids: readonly string[] | null } | { readonly refused: string } {
  if (names === undefined) return { ids: null };
  const unknown = names.find((name) => catalog.accelerator(name) === null);
  if (unknown !== undefined) {
    const known = catalog.accelerators.map(({ id }) => id).join(', ');
    return { refused: `${unknown} is no known accelerator. Known are ${known}.` };
  }
  return { ids: names.flatMap((name) => catalog.accelerator(name)?.id ?? []) };
}

function search(
  deployments: Analysis['deployments'],
  { analysis, base, cache }: Given,
  options: SearchOptions,
): ToolResult {
  const found: Optimization[] = [];
  const left: { readonly name: string; readonly reason: string }[] = [];
  for (const { deployment } of deployments) {
    const one = optimizeDeployment(analysis, deployment.id, options, cache);
    if ('reason' in one) left.push({ name: deployment.name, reason: one.reason });
    else found.push(one);
  }
  const report = getOptimizationReport(found, analysis, base);
  const diffs = found.map(({ plan }) => diffOf(plan?.edits ?? [], analysis, base));
  const text = [
    ...found.map((one, index) => {
      const diff = diffs[index] ?? '';
      const plans = renderOptimization(one, analysis.environment.currency);
      return diff === ''
        ? fenced('text', plans)
        : `${fenced('text', plans)}\n\n${fenced('diff', diff)}`;
    }),
    ...left.map(({ name, reason }) => `${name} is left as it is. ${reason}`),
  ].join('\n\n');
  return {
    answer: {
      text,
      content: {
        ...report,
        deployments: report.deployments.map((one, index) => ({
          ...one,
          byLatency: one.byLatency.map(withoutEdits),
          byThroughput: one.byThroughput.map(withoutEdits),
          diff: diffs[index] ?? '',
        })),
        left,
      },
    },
  };
}

function diffOf(edits: readonly FileEdit[], { files }: Analysis, base: string): string {
  return edits
    .map(({ uri, edits: textEdits }) => {
      const before = files.find(({ file }) => file.source.uri === uri)?.file.source.text ?? null;
      return unifiedDiff(relativePath(uri, base), before, applyEdits(before ?? '', textEdits));
    })
    .join('');
}

/** What could be instead is for comparing: a model that wants one of them asks again with other limits. */
function withoutEdits(plan: object): object {
  return Object.fromEntries(Object.entries(plan).filter(([key]) => key !== 'edits'));
}

/** A block whose fence is longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
