import type { Subject } from '../advice/rule.ts';
import { replicaChanges } from '../advice/demand.ts';
import type { AssumedField } from '../assumptions/assumedField.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, Placement, PurchaseOption } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { cacheChoices, machineChoices, precisionChoices, type PrecisionChoice } from './choices.ts';
import type { WhatIfInputId, WhatIfInputs } from './inputs.ts';

/** One or more inputs that belong together, and what would have to be written for them. */
export type Step = { readonly ids: readonly WhatIfInputId[] } & (
  | {
      readonly home: 'file';
      readonly changes: readonly Change[];
      /** Said in the assumptions where the config has no place for it. */
      readonly instead?: readonly AssumedField[];
    }
  | { readonly home: 'assumptions'; readonly fields: readonly AssumedField[] }
  /** It can be priced, and no file can say it. */
  | {
      readonly home: 'nowhere';
      readonly reason: string;
      readonly supposed: (deployment: Deployment) => Deployment;
    }
  /** It means nothing that could be priced. */
  | { readonly home: 'impossible'; readonly reason: string }
);

/** The steps of the inputs, in the order in which a config is changed. */
export function stepsOf(subject: Subject, inputs: WhatIfInputs): readonly Step[] {
  return [
    ...machineSteps(subject, inputs),
    ...precisionSteps('precision', inputs.precision, () => precisionChoices(subject)),
    ...precisionSteps('kvPrecision', inputs.kvPrecision, () => cacheChoices(subject)),
    ...replicaSteps(subject, inputs),
    ...purchaseSteps(subject, inputs),
    ...regionSteps(subject, inputs),
    ...demandSteps(subject, inputs),
    ...discountSteps(subject, inputs),
  ];
}

function machineSteps(subject: Subject, inputs: WhatIfInputs): readonly Step[] {
  const { accelerator, acceleratorCount: count } = inputs;
  const steps: Step[] = [];
  if (accelerator !== undefined) {
    const ids = ['accelerator'] as const;
    const found = machineChoices(subject, inputs).find(({ value }) => value === accelerator);
    if (found === undefined) {
      const reason = `No machine with ${accelerator} at a known price holds a replica there.`;
      steps.push({ ids, home: 'impossible', reason });
    } else {
      const { changes, assumed } = found.machine;
      const named = changes.filter(({ kind }) => kind !== 'set-accelerator-count');
      if (named.length > 0) steps.push({ ids, home: 'file', changes: named });
      else {
        const fields = assumed.map(({ field, value }) => ({ path: [field], value }));
        steps.push({ ids, home: 'assumptions', fields });
      }
    }
  }
  if (count !== undefined) {
    steps.push({
      ids: ['acceleratorCount'],
      home: 'file',
      changes: [{ kind: 'set-accelerator-count', count }],
    });
  }
  return steps;
}

function precisionSteps(
  id: 'precision' | 'kvPrecision',
  wanted: string | undefined,
  choices: () => readonly PrecisionChoice[],
): readonly Step[] {
  if (wanted === undefined) return [];
  const found = choices().find(({ value }) => value === wanted);
  return [
    found === undefined
      ? { ids: [id], home: 'impossible', reason: `${wanted} is no choice for this engine.` }
      : { ids: [id], home: 'file', changes: found.changes },
  ];
}

function replicaSteps({ deployment }: Subject, inputs: WhatIfInputs): readonly Step[] {
  const { minReplicas, maxReplicas } = inputs;
  const ids = (['minReplicas', 'maxReplicas'] as const).filter((id) => inputs[id] !== undefined);
  if (ids.length === 0) return [];
  const { replicas } = deployment;
  const min = minReplicas ?? replicas.min.value;
  const max = maxReplicas ?? replicas.max?.value ?? null;
  if (replicas.autoscaler !== null && max !== null && min > max) {
    return [{ ids, home: 'impossible', reason: `At least ${min} is more than at most ${max}.` }];
  }
  return [{ ids, home: 'file', changes: replicaChanges(deployment, { min, max }) }];
}

/** A config that asks for spot capacity keeps it; one that asks for on-demand machines gets those a commitment covers. */
function purchaseSteps(subject: Subject, inputs: WhatIfInputs): readonly Step[] {
  const { purchase, spotShare } = inputs;
  const steps: Step[] = [];
  if (purchase !== undefined) steps.push(purchaseStep(subject, purchase));
  if (spotShare !== undefined) {
    // Shares are written as people write them: binary fractions leave a tail.
    const value = Number((1 - spotShare).toFixed(6));
    steps.push({
      ids: ['spotShare'],
      home: 'assumptions',
      fields: [{ path: ['spot', 'onDemandShare'], value }],
    });
  }
  return steps;
}

function purchaseStep({ deployment, estimate }: Subject, wanted: PurchaseOption): Step {
  const ids = ['purchase'] as const;
  const written = deployment.placement.purchase?.value ?? null;
  const fields: readonly AssumedField[] = [{ path: ['purchase'], value: wanted }];
  if (wanted === 'spot') {
    const provider = estimate.hardware?.instance?.instance.provider ?? 'other';
    return {
      ids,
      home: 'file',
      changes: [{ kind: 'use-spot', provider }],
      ...(written === null && { instead: fields }),
    };
  }
  const isCommitment = wanted === 'reserved-1y' || wanted === 'reserved-3y';
  if (written === null || (written === 'on-demand' && isCommitment)) {
    return { ids, home: 'assumptions', fields };
  }
  return {
    ids,
    home: 'nowhere',
    reason: `The config asks for ${written} capacity; taking that out is left to a person.`,
    supposed: placed({ purchase: considered(wanted) }),
  };
}

function regionSteps({ deployment }: Subject, { region }: WhatIfInputs): readonly Step[] {
  if (region === undefined) return [];
  const ids = ['region'] as const;
  return [
    deployment.placement.region === null
      ? { ids, home: 'assumptions', fields: [{ path: ['region'], value: region }] }
      : { ids, home: 'file', changes: [{ kind: 'set-region', region }] },
  ];
}

function demandSteps(subject: Subject, inputs: WhatIfInputs): readonly Step[] {
  const { workload } = subject;
  const field = (id: WhatIfInputId, path: readonly string[]): readonly Step[] => {
    const value = inputs[id];
    return value === undefined
      ? []
      : [{ ids: [id], home: 'assumptions', fields: [{ path: ['workload', ...path], value }] }];
  };
  return [
    ...rateSteps(subject, inputs),
    ...tokenSteps('inputTokens', inputs, workload.inputTokens, workload.inputTokensP95),
    ...tokenSteps('outputTokens', inputs, workload.outputTokens, workload.outputTokensP95),
    ...field('shape', ['shape']),
    ...field('ttftMs', ['latency', 'ttftMs']),
    ...field('tpotMs', ['latency', 'tpotMs']),
    ...field('percentile', ['latency', 'percentile']),
  ];
}

/** A variant gets its share of what is stated for all of them. */
function rateSteps({ deployment }: Subject, inputs: WhatIfInputs): readonly Step[] {
  const { requestsPerSecond: rate } = inputs;
  if (rate === undefined) return [];
  const ids = ['requestsPerSecond'] as const;
  const share = deployment.trafficShare?.value ?? 1;
  if (share <= 0) return [{ ids, home: 'impossible', reason: 'It is sent none of the traffic.' }];
  const value = rate / share;
  return [
    {
      ids,
      home: 'assumptions',
      fields: [{ path: ['workload', 'requestsPerSecond'], value }],
    },
  ];
}

/** Where a percentile is stated with the mean, it keeps its ratio to it. */
function tokenSteps(
  id: 'inputTokens' | 'outputTokens',
  inputs: WhatIfInputs,
  mean: Sourced<number>,
  p95: Sourced<number> | null,
): readonly Step[] {
  const wanted = inputs[id];
  if (wanted === undefined) return [];
  if (p95 === null) {
    return [
      { ids: [id], home: 'assumptions', fields: [{ path: ['workload', id], value: wanted }] },
    ];
  }
  if (wanted <= 0) {
    return [{ ids: [id], home: 'impossible', reason: 'A mean with a percentile is more than 0.' }];
  }
  const value = {
    mean: wanted,
    p95: Math.max(wanted, Math.round((p95.value / mean.value) * wanted)),
  };
  return [{ ids: [id], home: 'assumptions', fields: [{ path: ['workload', id], value }] }];
}

/** Where the deployment's own block has a discount for each provider, that of its own is meant. */
function discountSteps(
  { assumptions, estimate }: Subject,
  { discount }: WhatIfInputs,
): readonly Step[] {
  if (discount === undefined) return [];
  const provider = estimate.hardware?.instance?.instance.provider;
  const isByProvider = Object.keys(assumptions.discount).some((key) => key !== 'any');
  const path = isByProvider && provider !== undefined ? ['discount', provider] : ['discount'];
  return [{ ids: ['discount'], home: 'assumptions', fields: [{ path, value: discount }] }];
}

function considered<T>(value: T): Sourced<T> {
  return { value, origin: { kind: 'derived', formula: 'what if' } };
}

function placed(other: Partial<Placement>): (deployment: Deployment) => Deployment {
  return (deployment) => ({
    ...deployment,
    placement: { ...deployment.placement, ...other },
  });
}
