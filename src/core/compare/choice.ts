import type { Analysis } from '../analysis.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import { createAnalysisCache } from '../analysis/cache.ts';
import type { Evaluated } from '../analysis/evaluate.ts';
import { monthlySaving, repriceWith } from '../analysis/tryEdits.ts';
import { evaluatedSubject, type EvaluatedWorld } from '../analyze.ts';
import { carrierOf, type Assumed } from '../advice/machineTerms.ts';
import type { Subject } from '../advice/rule.ts';
import { siteOf } from '../cost/site.ts';
import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import { purchaseWay, regionWay } from '../optimize/offers.ts';
import { mergeFileEdits } from '../text/applyEdits.ts';
import type { FileEdit } from '../text/edit.ts';
import type { InstanceRow, NotCompared } from './comparison.ts';

/** A row of a comparison as edits of the user's files. */
export interface InstanceChoice {
  readonly edits: readonly FileEdit[];
  /** Fall of the expected total when the edits are applied, measured by pricing the edited text; null = not known. */
  readonly monthlySaving: number | null;
  /** What a person must do besides, a sentence each. */
  readonly needs: readonly string[];
}

/** What has to be written to be on a machine: into the config, and into the assumptions beside it. */
interface Way {
  readonly changes: readonly Change[];
  readonly assumed: Readonly<Partial<Record<Assumed['field'], string>>>;
}

/**
 * The edits that put a deployment on the machine of a row, or why the files cannot say it. They are verified: applied in
 * memory, parsed and priced again, they come to that machine with as many accelerators and replicas. The first way that
 * does is taken: the product alone, which leaves the machine to the cluster, then the instance type, then an assumption
 * beside the config.
 */
export function chooseInstance(
  analysis: Analysis,
  deploymentId: string,
  row: InstanceRow,
  cache: AnalysisCache = createAnalysisCache(),
): InstanceChoice | NotCompared {
  const found = evaluatedSubject(analysis, deploymentId, cache);
  if (found === null) return { reason: 'There is no such deployment.' };
  if (row.isCurrent) return { reason: 'It runs so today.' };
  if (row.instance === null || row.figures === null) return { reason: 'The row has no price.' };
  const { world, subject } = found;
  const { supply } = subject.deployment;
  if (supply.kind === 'managed' && supply.platform !== row.seller) {
    return {
      reason: `An endpoint of ${row.seller} is described by other files than these, which are for ${supply.platform}.`,
    };
  }
  const reasons: string[] = [];
  for (const way of waysTo(row, row.instance, subject)) {
    const tried = attempt(way, row, subject, world, cache);
    if (!('reason' in tried)) return tried;
    reasons.push(tried.reason);
  }
  // The way that says it best says best why it is none.
  return { reason: reasons[0] ?? 'The files have no place for such a machine.' };
}

function waysTo(row: InstanceRow, instance: string, subject: Subject): readonly Way[] {
  const { deployment, estimate, assumptions, catalog } = subject;
  const { accelerator, provider } = row;
  const today = estimate.hardware?.instance ?? null;
  const site = siteOf(deployment, assumptions, catalog);
  const bought = estimate.hardware?.purchase.value ?? 'on-demand';
  const paid = purchaseWay(row.purchase, bought, provider);
  const isHere = today?.region === row.region || site.region.value === row.region;
  const moved = regionWay(isHere ? null : row.region, deployment);
  const around = (named: readonly Change[], assumed: Way['assumed'] = {}): Way => ({
    changes: [
      ...named,
      ...paid.flatMap((way) => ('kind' in way ? way : [])),
      ...moved.changes,
      ...row.besides,
    ],
    assumed: [...paid.flatMap((way) => ('field' in way ? way : [])), ...moved.assumed].reduce(
      (fields, { field, value }) => ({ ...fields, [field]: value }),
      assumed,
    ),
  });
  const type = around([{ kind: 'set-instance-type', instanceType: instance, provider }]);
  const isThere =
    today?.instance.name === instance &&
    today.instance.provider === provider &&
    estimate.candidates.length === 0;
  const carrier = carrierOf(deployment);
  if (carrier === 'platform' || carrier === 'instance')
    return isThere ? [around([]), type] : [type];
  const product: readonly Way[] =
    accelerator === null ? [] : [around([{ kind: 'name-accelerator', accelerator, provider }])];
  return [...(isThere ? [around([])] : product), type, around([], { instanceType: instance })];
}

function attempt(
  { changes, assumed }: Way,
  row: InstanceRow,
  subject: Subject,
  world: EvaluatedWorld,
  cache: AnalysisCache,
): InstanceChoice | NotCompared {
  const proposal = subject.propose(changes);
  if ('refused' in proposal) return { reason: proposal.refused };
  const beside =
    Object.keys(assumed).length === 0 ? { edits: [] } : subject.assume([], { ...assumed });
  if ('refused' in beside) return { reason: beside.refused };
  const edits = mergeFileEdits([proposal.edits, beside.edits]);
  const repriced = edits === null ? null : repriceWith(edits, world.world, world.evaluated, cache);
  const { deployment } = subject;
  const after = repriced?.after.find(({ read }) => read.deployment.id === deployment.id);
  if (edits === null || repriced === null || after === undefined) {
    return { reason: 'The edited files could not be read again.' };
  }
  const other = differenceFrom(row, after);
  if (other !== null) return { reason: other };
  return { edits, monthlySaving: monthlySaving(repriced), needs: needsOf(row, deployment) };
}

/** What the edited files come to instead of the row; null when they come to the row. */
function differenceFrom(row: InstanceRow, { read, estimate }: Evaluated): string | null {
  const place = estimate.hardware?.instance ?? null;
  const is = (
    what: string,
    found: string | number | undefined,
    wanted: string | number | null | undefined,
  ): string | null =>
    found === wanted
      ? null
      : `Written into the files and read again, it comes to ${what} ${found ?? 'unknown'}, not ${wanted ?? 'unknown'}.`;
  const count = read.deployment.accelerator?.count.value ?? 0;
  return (
    is('machine', place?.instance.name, row.instance) ??
    is('provider', place?.instance.provider, row.provider) ??
    is('region', place?.region, row.region) ??
    is('accelerators per replica:', count, row.count) ??
    is('purchase option', estimate.hardware?.purchase.value, row.purchase) ??
    is('replicas:', estimate.replicas.min, row.figures?.replicas.min)
  );
}

function needsOf(
  { instance, purchase, provider }: InstanceRow,
  deployment: Deployment,
): readonly string[] {
  const { supply, inCluster } = deployment;
  if (supply.kind !== 'replicas' || inCluster === false) return [];
  const bought = purchase === 'spot' ? ' that offer spot capacity' : '';
  return [`The cluster needs nodes of ${instance ?? ''} on ${provider}${bought}.`];
}
