import { withChanges } from '../advice/consider.ts';
import type { Subject } from '../advice/rule.ts';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { subjectOf } from '../analysis/advise.ts';
import { createAnalysisCache, type AnalysisCache } from '../analysis/cache.ts';
import { type Evaluated, priceBy } from '../analysis/evaluate.ts';
import { isServedElsewhere, joinGateways } from '../analysis/gateways.ts';
import { evaluatedWorld, type EvaluatedWorld } from '../analyze.ts';
import type { AssumedField } from '../assumptions/assumedField.ts';
import { assumeFields } from '../assumptions/edit.ts';
import { restate } from '../assumptions/restate.ts';
import { nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { readAssumptions, type Assumptions } from '../assumptions/readAssumptions.ts';
import type { ReadDeployment } from '../formats/format.ts';
import type { Change, Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { WhatIfInputId, WhatIfInputs } from './inputs.ts';
import { changedInputs, presentOf, type Present } from './present.ts';
import { stepsOf, type Step } from './steps.ts';
import { withFields } from './suppose.ts';
import { writtenChanges, type Written } from './written.ts';

/** Where a changed input can be written down. */
export type WhatIfHome =
  | { readonly kind: 'file' }
  /** With the reason why the config cannot say it, where it might have. */
  | { readonly kind: 'assumptions'; readonly reason: string | null }
  /** Priced, but no file can say it. */
  | { readonly kind: 'nowhere'; readonly reason: string }
  /** Not priced either. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** A deployment as it is, and as it would be with other inputs. */
export interface WhatIf {
  readonly deployment: DeploymentAnalysis;
  readonly subject: Subject;
  readonly present: Present;
  /** The inputs that differ from what is. */
  readonly changed: WhatIfInputs;
  /** For each of them. */
  readonly homes: ReadonlyMap<WhatIfInputId, WhatIfHome>;
  readonly before: CostEstimate;
  readonly after: CostEstimate;
  /** What is priced in `after`. */
  readonly supposed: Deployment;
}

export type WhatIfPlace = 'file' | 'assumptions';

/** The what-if written down: the edits, and the inputs that they hold. */
export type WhatIfEdits =
  | {
      readonly edits: Extract<Proposal, { edits: unknown }>['edits'];
      readonly ids: readonly WhatIfInputId[];
    }
  | { readonly refused: string };

/**
 * Prices a deployment of an analysis with other inputs. What a config can say is written into it in memory and read again,
 * what the assumptions can say counts as if it stood there: so the month is that of the files once it is written down. What
 * neither can say is priced all the same. Null where there is no such deployment. Never throws on inputs within the schema.
 *
 * Costs one evaluation; a set of changes of the config that was not asked before, a few readings of its file besides.
 */
export function whatIf(
  analysis: Analysis,
  deploymentId: string,
  inputs: WhatIfInputs,
  cache: AnalysisCache = createAnalysisCache(),
): WhatIf | null {
  const plan = planOf(analysis, deploymentId, inputs, cache);
  if (plan === null) return null;
  const { one, subject, present, changed, homes } = plan;
  const isSame = plan.written.edits.length === 0 && plan.fields.length === 0 && !plan.isSupposed;
  return {
    deployment: one,
    subject,
    present,
    changed,
    homes,
    before: one.estimate,
    after: isSame ? one.estimate : estimateOf(plan),
    supposed: plan.read.deployment,
  };
}

/** Edits that write down what of a what-if can be written there; refused when nothing can. */
export function whatIfEdits(
  analysis: Analysis,
  deploymentId: string,
  inputs: WhatIfInputs,
  place: WhatIfPlace,
  cache: AnalysisCache = createAnalysisCache(),
): WhatIfEdits {
  const plan = planOf(analysis, deploymentId, inputs, cache);
  if (plan === null) return { refused: 'The deployment is no longer there.' };
  const ids = [...plan.homes].flatMap(([id, { kind }]) => (kind === place ? [id] : []));
  if (ids.length === 0) return { refused: 'None of the changes can be written there.' };
  if (place === 'file') return { edits: plan.written.edits, ids };
  if (plan.world.world.override !== null) {
    return { refused: 'The assumptions come from a file that was named for this report alone.' };
  }
  const written = assumeFields(plan.one.deployment, plan.fields, plan.world.world.files);
  return 'refused' in written ? written : { ...written, ids };
}

interface Plan {
  readonly one: DeploymentAnalysis;
  readonly world: EvaluatedWorld;
  readonly subject: Subject;
  readonly present: Present;
  readonly changed: WhatIfInputs;
  readonly homes: ReadonlyMap<WhatIfInputId, WhatIfHome>;
  readonly written: Written;
  readonly fields: readonly AssumedField[];
  /** The deployment that was read again, with what no file can say. */
  readonly read: ReadDeployment;
  readonly isSupposed: boolean;
}

function planOf(
  analysis: Analysis,
  deploymentId: string,
  inputs: WhatIfInputs,
  cache: AnalysisCache,
): Plan | null {
  const one = analysis.deployments.find(({ deployment }) => deployment.id === deploymentId);
  if (one === undefined) return null;
  const world = evaluatedWorld(analysis, cache);
  const subject = subjectIn(world, one);
  if (subject === null) return null;
  const { catalog } = one.environment;
  const present = presentOf(one, catalog);
  const changed = changedInputs(inputs, present);
  const steps = stepsOf(subject, changed);
  const written = writtenChanges(one, steps.flatMap(configChanges), world, cache);
  const homes = new Map<WhatIfInputId, WhatIfHome>();
  const fields: AssumedField[] = [];
  let { deployment } = written.read;
  let isSupposed = false;
  for (const step of steps) {
    const home = homeOf(step, written);
    for (const id of step.ids) homes.set(id, home);
    if (home.kind === 'assumptions') fields.push(...fieldsOf(step));
    if (home.kind !== 'nowhere') continue;
    isSupposed = true;
    if (step.home === 'nowhere') deployment = step.supposed(deployment);
    if (step.home === 'file') deployment = withChanges(deployment, step.changes, catalog);
  }
  const restated = restate(deployment, fields).deployment;
  if (restated !== deployment) isSupposed = true;
  deployment = restated;
  const read = isSupposed ? { ...written.read, deployment } : written.read;
  return { one, world, subject, present, changed, homes, written, fields, read, isSupposed };
}

function configChanges(step: Step): readonly (readonly Change[])[] {
  return step.home === 'file' ? [step.changes] : [];
}

function fieldsOf(step: Step): readonly AssumedField[] {
  if (step.home === 'assumptions') return step.fields;
  return step.home === 'file' ? (step.instead ?? []) : [];
}

function homeOf(step: Step, { refused }: Written): WhatIfHome {
  switch (step.home) {
    case 'file': {
      const reason = refused.get(step.changes);
      if (reason === undefined) return { kind: 'file' };
      return { kind: step.instead === undefined ? 'nowhere' : 'assumptions', reason };
    }
    case 'assumptions':
      return { kind: 'assumptions', reason: null };
    default:
      return { kind: step.home, reason: step.reason };
  }
}

function evaluatedIn({ evaluated }: EvaluatedWorld): readonly Evaluated[] {
  return evaluated.flatMap(({ deployments }) => deployments);
}

const listed = new WeakMap<EvaluatedWorld, readonly Evaluated[]>();

function subjectIn(world: EvaluatedWorld, one: DeploymentAnalysis): Subject | null {
  const all = listed.get(world) ?? evaluatedIn(world);
  listed.set(world, all);
  const evaluated = all.find(({ read }) => read === one);
  return evaluated === undefined ? null : subjectOf(evaluated, world.world, all);
}

function estimateOf({ one, world, written, fields, read }: Plan): CostEstimate {
  const stated = withFields(statedFor(one, world), one.deployment, fields);
  const priced = priceBy(stated, [read, ...written.besides], one.environment);
  const own = priced.find((each) => each.read.deployment.id === one.deployment.id);
  if (own === undefined) return one.estimate;
  return isServedElsewhere(own) ? joined(own, world) : own.estimate;
}

function statedFor(
  { deployment }: DeploymentAnalysis,
  { world }: EvaluatedWorld,
): Assumptions | null {
  const file = world.override ?? nearestAssumptions(deployment.uri, world.files);
  return file === null ? null : readAssumptions(file).assumptions;
}

/** The model on a server of one's own, as it is joined with the server among the other deployments. */
function joined(own: Evaluated, { evaluated }: EvaluatedWorld): CostEstimate {
  const { id } = own.read.deployment;
  const files = evaluated.map((file) => ({
    ...file,
    deployments: file.deployments.map((each) => (each.read.deployment.id === id ? own : each)),
  }));
  const found = joinGateways(files)
    .flatMap(({ deployments }) => deployments)
    .find(({ read }) => read.deployment.id === id);
  return (found ?? own).estimate;
}
