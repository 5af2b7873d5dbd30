import { carrierOf } from '../advice/machineTerms.ts';
import { isGiven } from '../advice/consider.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import { siteOf } from '../cost/site.ts';
import { hasObjective } from '../cost/workload.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import { writesText } from '../performance/writesText.ts';
import type { WhatIfInputId, WhatIfInputs } from './inputs.ts';

/**
 * What each input is now; null where nothing is said (a limit). Inputs that mean nothing for a deployment are absent: a
 * hosted model has no replicas, batch work no limits.
 */
export type Present = {
  readonly [Id in WhatIfInputId]?: NonNullable<WhatIfInputs[Id]> | string | null;
};

export function presentOf(one: DeploymentAnalysis, catalog: Catalog): Present {
  return { ...demand(one), ...limits(one), ...hardware(one), ...purchase(one, catalog) };
}

/** Tokens are asked for where requests are counted in them. */
function demand({ estimate: { workload } }: DeploymentAnalysis): Present {
  const { requestsPerSecond, inputTokens, outputTokens, shape } = workload;
  return {
    requestsPerSecond: requestsPerSecond.value,
    ...(inputTokens.value > 0 && { inputTokens: inputTokens.value }),
    ...(outputTokens.value > 0 && { outputTokens: outputTokens.value }),
    shape: shape.value,
  };
}

function limits({ deployment, estimate }: DeploymentAnalysis): Present {
  const { performance, workload } = estimate;
  if (performance === null || workload.latencyClass.value === 'batch') return {};
  const { phase } = deployment;
  const hasTpot = phase !== 'prefill' && writesText(performance);
  return {
    ...(phase !== 'decode' && { ttftMs: workload.ttftMs?.value ?? null }),
    ...(hasTpot && { tpotMs: workload.tpotMs?.value ?? null }),
    percentile: workload.percentile.value,
  };
}

function hardware({ deployment, estimate }: DeploymentAnalysis): Present {
  const { supply, replicas } = deployment;
  const isReplicated = supply.kind === 'replicas' || supply.kind === 'managed';
  if (!isReplicated && supply.kind !== 'nodes') return {};
  const carrier = carrierOf(deployment);
  const count = deployment.accelerator?.count.value ?? 0;
  const chosen = estimate.hardware;
  return {
    ...(carrier !== null &&
      count > 0 && {
        accelerator: bringsAccelerators(deployment)
          ? (chosen?.instance?.instance.name ?? null)
          : (chosen?.accelerator?.id ?? null),
      }),
    ...(carrier !== null &&
      count > 0 &&
      !bringsAccelerators(deployment) && { acceleratorCount: count }),
    ...(isReplicated &&
      estimate.model !== null && {
        precision: estimate.quantization?.value ?? null,
        kvPrecision: estimate.kvPrecision,
      }),
    minReplicas: replicas.min.value,
    ...(replicas.autoscaler !== null && { maxReplicas: replicas.max?.value ?? null }),
  };
}

/** True where an instance type says which accelerators a replica has, and how many. */
export function bringsAccelerators(deployment: Deployment): boolean {
  const { accelerator, placement, supply } = deployment;
  if (supply.kind === 'managed') return supply.instanceType !== null;
  return placement.instanceType !== null && isGiven(accelerator, placement.instanceType);
}

function purchase(
  { deployment, assumptions, estimate }: DeploymentAnalysis,
  catalog: Catalog,
): Present {
  const { supply } = deployment;
  const { hardware: chosen } = estimate;
  if (supply.kind === 'api' || supply.kind === 'units' || supply.kind === 'serverless') return {};
  const site = siteOf(deployment, assumptions, catalog);
  const { discount, terms } = assumptions;
  const provider = chosen?.instance?.instance.provider ?? site.provider.value;
  return {
    ...(supply.kind !== 'managed' && {
      purchase: chosen?.purchase.value ?? 'on-demand',
      spotShare: 1 - terms.spot.onDemandShare.value,
    }),
    region: chosen?.instance?.region ?? site.region.value,
    discount: (discount[provider] ?? discount.any)?.value ?? 0,
  };
}

/** The inputs that differ from what is. */
export function changedInputs(inputs: WhatIfInputs, present: Present): WhatIfInputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([id, value]) => id in present && present[id as WhatIfInputId] !== value,
    ),
  );
}

/** Whether limits on latency are set, now or by the inputs: without any a percentile says nothing. */
export function isLimited(one: DeploymentAnalysis, { ttftMs, tpotMs }: WhatIfInputs): boolean {
  return ttftMs !== undefined || tpotMs !== undefined || hasObjective(one.estimate.workload);
}
