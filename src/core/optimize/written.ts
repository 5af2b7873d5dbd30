import type { Subject } from '../advice/rule.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import type { Evaluated } from '../analysis/evaluate.ts';
import { monthlySaving, repriceWith } from '../analysis/tryEdits.ts';
import type { EvaluatedWorld } from '../analyze.ts';
import { assumeFields } from '../assumptions/edit.ts';
import type { Assumed } from '../advice/machineTerms.ts';
import type { Deployment } from '../model/deployment.ts';
import { mergeFileEdits } from '../text/applyEdits.ts';
import type { FileEdit } from '../text/edit.ts';
import { siteOf } from '../cost/site.ts';
import { parallelismOf } from '../cost/model.ts';
import type { Plan, PlanFigures } from './optimization.ts';
import type { Priced } from './price.ts';

/**
 * A plan as edits of the user's files, with what the edited files cost when they are parsed and priced again; null where
 * they cannot say it, or come to something else.
 */
export function written(
  { sized, figures }: Priced,
  subject: Subject,
  world: EvaluatedWorld,
  cache: AnalysisCache,
): Plan | null {
  const { deployment } = subject;
  const { offer } = sized.candidate.priced;
  const proposal = subject.propose(sized.changes);
  if ('refused' in proposal) return null;
  const assumptions = assumedEdits(deployment, offer.assumed, world);
  const edits = assumptions && mergeFileEdits([proposal.edits, assumptions]);
  if (edits === null) return null;
  const repriced = repriceWith(edits, world.world, world.evaluated, cache);
  const after = repriced?.after.find(({ read }) => read.deployment.id === deployment.id);
  if (repriced === null) return null;
  if (edits.length > 0 && (after === undefined || !isPlanned(after, figures))) return null;
  const estimate = after?.estimate ?? subject.estimate;
  if (estimate.monthly === null || estimate.meetsSlo === false) return null;
  if (estimate.memory?.fits === false) return null;
  return {
    ...figures,
    monthly: estimate.monthly.expected,
    changes: sized.changes,
    assumed: offer.assumed,
    edits,
    monthlySaving: monthlySaving(repriced),
    needs: needsOf(subject, sized),
    tradeOffs: tradeOffsOf(sized),
  };
}

/** True when the edited files, read again, ask for what the plan is. */
function isPlanned({ read, estimate }: Evaluated, plan: PlanFigures): boolean {
  const { tensor, pipeline, data } = parallelismOf(read.deployment);
  const place = estimate.hardware?.instance ?? null;
  return (
    estimate.hardware?.accelerator?.id === plan.accelerator &&
    (place === null || place.instance.provider === plan.provider) &&
    read.deployment.accelerator?.count.value === plan.acceleratorCount &&
    tensor === plan.tensorParallel &&
    pipeline === plan.pipelineParallel &&
    data === plan.dataParallel &&
    estimate.quantization?.value === plan.quantization &&
    estimate.kvPrecision === plan.kvPrecision &&
    estimate.hardware.purchase.value === plan.purchase &&
    estimate.replicas.min === plan.replicas.min
  );
}

function assumedEdits(
  deployment: Deployment,
  assumed: readonly Assumed[],
  { world }: EvaluatedWorld,
): readonly FileEdit[] | null {
  if (assumed.length === 0) return [];
  const fields = assumed.map(({ field, value }) => ({ path: [field], value }));
  const written = assumeFields(deployment, fields, world.files);
  return 'refused' in written ? null : written.edits;
}

function needsOf(
  { deployment, assumptions, catalog }: Subject,
  { candidate }: Priced['sized'],
): readonly string[] {
  const { machine } = candidate.priced.offer;
  const { instance, count, accelerator, changes, assumed } = machine;
  const { supply, inCluster } = deployment;
  const what = `${instance} (${count} × ${accelerator?.id ?? 'CPU'})`;
  const { purchase, provider, changes: all } = candidate.priced.offer;
  const today = siteOf(deployment, assumptions, catalog).provider;
  const isMoved = changes.length > 0 || assumed.length > 0;
  const isSpot = all.some(({ kind }) => kind === 'use-spot');
  return [
    ...(provider === null
      ? []
      : today.origin.kind === 'default'
        ? [`It has to run on ${provider}: nothing says where it does today.`]
        : [`It has to move from ${today.value} to ${provider}: cluster, data and access with it.`]),
    ...(isMoved && supply.kind === 'replicas' && inCluster !== false
      ? [
          assumed.length > 0
            ? `A node pool of ${what} has to exist, and the pods have to land on it: the config does not say where they run.`
            : `The cluster needs nodes of ${what} or like it.`,
        ]
      : []),
    ...(isSpot && inCluster !== false
      ? ['The cluster needs a node pool that offers spot capacity.']
      : []),
    ...(candidate.priced.offer.assumed.some(({ field }) => field === 'purchase')
      ? [`The capacity has to be bought as ${purchase}.`]
      : []),
  ];
}

function tradeOffsOf({ candidate }: Priced['sized']): readonly string[] {
  const { way, priced } = candidate;
  const isSpot = priced.offer.changes.some(({ kind }) => kind === 'use-spot');
  return [
    ...way.weights.tradeOffs,
    ...way.cache.tradeOffs,
    ...(isSpot ? ['Replicas can be taken back at short notice (30 s to 2 min, by provider).'] : []),
  ];
}
