import type { Analysis } from '../analysis.ts';
import type { Optimization, Plan, PlanFigures } from '../optimize/optimization.ts';
import { editReports } from './findingReport.ts';
import { figure, reportContext, type ReportContext } from './reportContext.ts';
import { headOf, type Head } from './reportHead.ts';

interface OptimizationReport extends Head {
  readonly deployments: readonly DeploymentOptimization[];
}

interface DeploymentOptimization {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** No other is cheaper and as fast, and no other is cheaper and serves as much; cheapest first. */
  readonly byLatency: readonly object[];
  readonly byThroughput: readonly object[];
  readonly [other: string]: unknown;
}

/** What a search found, for machines: money in the currency of the report, edits with places in files. */
export function getOptimizationReport(
  found: readonly Optimization[],
  analysis: Analysis,
  base: string,
): OptimizationReport {
  const context = reportContext(analysis, base);
  return {
    ...headOf(analysis),
    deployments: found.map((one) => optimization(one, analysis, context)),
  };
}

function optimization(
  one: Optimization,
  analysis: Analysis,
  context: ReportContext,
): DeploymentOptimization {
  const uri =
    analysis.deployments.find(({ deployment }) => deployment.id === one.deploymentId)?.deployment
      .uri ?? '';
  const { demand, counts } = one;
  return {
    id: context.id(one.deploymentId, uri),
    name: one.name,
    file: context.file(uri),
    demand: {
      requestsPerSecond: figure(demand.mean),
      peakRequestsPerSecond: figure(demand.peak),
      stated: demand.stated,
    },
    limits: one.limits,
    today: one.today && figures(one.today, context),
    plan: one.plan && plan(one.plan, context),
    byLatency: one.byLatency.map((each) => plan(each, context)),
    byThroughput: one.byThroughput.map((each) => plan(each, context)),
    searched: counts,
  };
}

function figures(plan: PlanFigures, context: ReportContext): object {
  return {
    accelerator: plan.accelerator,
    acceleratorCount: plan.acceleratorCount,
    instance: plan.instance,
    provider: plan.provider,
    region: plan.region,
    purchase: plan.purchase,
    tensorParallel: plan.tensorParallel,
    pipelineParallel: plan.pipelineParallel,
    dataParallel: plan.dataParallel,
    expertParallel: plan.expertParallel,
    quantization: plan.quantization,
    kvPrecision: plan.kvPrecision,
    maxSequences: plan.maxSequences,
    replicas: plan.replicas,
    monthly: context.money(plan.monthly),
    ttftMs: figure(plan.ttftMs),
    tpotMs: figure(plan.tpotMs),
    requestMs: figure(plan.latencyMs),
    requestsPerSecond: figure(plan.requestsPerSecond),
  };
}

function plan(one: Plan, context: ReportContext): object {
  return {
    ...figures(one, context),
    monthlySaving: context.money(one.monthlySaving),
    needs: one.needs,
    tradeOffs: one.tradeOffs,
    edits: editReports(one.edits, context),
  };
}
