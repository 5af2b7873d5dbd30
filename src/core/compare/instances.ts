import type { Analysis } from '../analysis.ts';
import { subjectOf } from '../analysis/advise.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import { createAnalysisCache } from '../analysis/cache.ts';
import { evaluatedWorld } from '../analyze.ts';
import { hasObjective } from '../cost/workload.ts';
import { siteOf } from '../cost/site.ts';
import type { Environment } from '../model/environment.ts';
import type { Subject } from '../advice/rule.ts';
import {
  defaultScope,
  type InstanceComparison,
  type InstanceRow,
  type InstanceScope,
  type LeftOut,
  type NotCompared,
} from './comparison.ts';
import { paretoFront } from './front.ts';
import { withKinds } from './kinds.ts';
import { machinesIn, reasonAgainstMachines } from './machines.ts';
import { currentRow, rowOn, type Speeds } from './rows.ts';
import { termsOf } from './terms.ts';

/**
 * One deployment on every machine of a scope, each with the replicas that its demand needs there: priced as the report prices
 * it. What cannot be compared gives a reason, never an exception. A step is one machine: a host that must not wait takes
 * some at a time.
 */
export function* instanceSteps(
  analysis: Analysis,
  deploymentId: string,
  scope: InstanceScope = defaultScope,
  cache: AnalysisCache = createAnalysisCache(),
): Generator<null, InstanceComparison | NotCompared> {
  const { evaluated, world } = evaluatedWorld(analysis, cache);
  const all = evaluated.flatMap(({ deployments }) => deployments);
  const one = all.find(({ read }) => read.deployment.id === deploymentId);
  if (one === undefined) return { reason: 'There is no such deployment.' };
  if (one.read.deployment.broken) return { reason: 'Its text has syntax problems.' };
  const reason = reasonAgainstMachines(one.read.deployment);
  if (reason !== null) return { reason };
  return yield* compared(subjectOf(one, world, all), one.environment, scope);
}

function* compared(
  subject: Subject,
  environment: Environment,
  scope: InstanceScope,
): Generator<null, InstanceComparison> {
  const { catalog } = environment;
  const { deployment, assumptions, estimate } = subject;
  const terms = termsOf(subject, environment, scope);
  const found = machinesIn(deployment, assumptions, estimate, catalog, scope);
  const rows: InstanceRow[] = [currentRow(terms)];
  const left = new Map<string, LeftOut>();
  const speeds: Speeds = new Map();
  for (const machine of found.machines) {
    for (const count of machine.counts) {
      const row = rowOn(machine, count, terms, speeds);
      if (row === null) continue;
      if ('key' in row) rows.push(row);
      // With fewer accelerators for a replica the same pods may fit.
      else left.set(`${row.provider} ${row.instance}`, row);
    }
    yield null;
  }
  const listed = new Set(rows.map(({ provider, instance }) => `${provider} ${instance ?? ''}`));
  const good = rows.flatMap(({ key, verdict, figures }) =>
    verdict === 'holds' && figures !== null ? { key, ...figures } : [],
  );
  const points = (measure: (figures: (typeof good)[number]) => number | null): readonly string[] =>
    paretoFront(
      good.map((each) => ({
        key: each.key,
        cost: each.monthly.expected,
        measure: measure(each),
      })),
    );
  const { demand } = terms;
  return {
    deploymentId: deployment.id,
    name: deployment.name,
    scope,
    regions: catalog.regions(siteOf(deployment, assumptions, catalog).provider.value),
    rows: withKinds(rows),
    cheapest: points(() => 0)[0] ?? null,
    byLatency: points(({ requestMs }) => requestMs),
    byThroughput: points(({ requestsPerSecond: rate }) => (rate === null ? null : -rate)),
    left: [...found.left, ...[...left].flatMap(([key, one]) => (listed.has(key) ? [] : one))],
    demand:
      demand === null ? null : { mean: demand.mean, peak: demand.peak, stated: demand.stated },
    isSettled: estimate.candidates.length === 0,
    hasObjective: hasObjective(estimate.workload),
  };
}
