import { isGiven, withChanges } from '../advice/consider.ts';
import { layoutChanges, layoutsOf, type Layout } from '../advice/layouts.ts';
import { parallelismOf } from '../cost/model.ts';
import { supposed } from '../insight/ownMachine.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import type { ComparedMachine } from './machines.ts';

/** A deployment on another machine, everything else as it is. */
export interface Variant {
  readonly deployment: Deployment;
  /** What has to be different besides the machine: the number of accelerators, and how they divide the model. */
  readonly besides: readonly Change[];
}

/**
 * The deployment with `count` accelerators of a machine for a replica. The model is divided as today where that works with
 * so many accelerators, else over as many tensor ranks as its attention heads allow, and stages for the rest.
 *
 * @param purchase Null = as today.
 * @param model Null = not known; nothing is divided then.
 */
export function variantOn(
  deployment: Deployment,
  machine: ComparedMachine,
  count: number,
  purchase: PurchaseOption | null,
  model: ModelFacts | null,
  catalog: Catalog,
): Variant {
  const { accelerator } = deployment;
  const counted: readonly Change[] =
    machine.platform === null && accelerator !== null && accelerator.count.value !== count
      ? [{ kind: 'set-accelerator-count', count }]
      : [];
  // Where the instance type gives the accelerators, naming it says their number.
  const said = isGiven(accelerator, deployment.placement.instanceType) ? [] : counted;
  const placed = onMachine(withChanges(deployment, counted, catalog), machine, count, purchase);
  if (model === null || count <= 0) return { deployment: placed, besides: said };
  const divided = dividing(placed, count, model, catalog);
  return {
    deployment: withChanges(placed, divided, catalog),
    besides: [...said, ...divided],
  };
}

function onMachine(
  deployment: Deployment,
  { platform, offer, accelerator }: ComparedMachine,
  count: number,
  purchase: PurchaseOption | null,
): Deployment {
  const { instance, region } = offer;
  const { placement, supply } = deployment;
  const request = deployment.accelerator;
  return {
    ...deployment,
    accelerator:
      accelerator === null || request === null
        ? request
        : {
            product: supposed(accelerator.id),
            confidence: 'stated',
            count: supposed(count),
            resource: request.resource,
            vendor: request.vendor,
            slice: null,
          },
    supply:
      platform === null
        ? supply
        : { kind: 'managed', platform, instanceType: supposed(instance.name) },
    placement: {
      ...placement,
      provider: supposed(instance.provider),
      // A vendor of endpoints is no region.
      region: platform === 'hf-endpoints' ? placement.region : supposed(region),
      instanceType: platform === null ? supposed(instance.name) : placement.instanceType,
      purchase: purchase === null ? placement.purchase : supposed(purchase),
    },
  };
}

/** The changes that divide the model over so many accelerators; none where it is so already, or where nothing works. */
function dividing(
  deployment: Deployment,
  count: number,
  model: ModelFacts,
  catalog: Catalog,
): readonly Change[] {
  const { tensor, pipeline, data } = parallelismOf(deployment);
  const expert = deployment.settings.expertParallel?.value === true;
  const possible = layoutsOf(count, model);
  const isAsToday = (one: Layout): boolean =>
    one.tensor === tensor && one.pipeline === pipeline && one.data === data;
  if (possible.some(isAsToday)) return [];
  const [best] = possible
    .filter((one) => one.data === 1 && (one.expert === expert || one.tensor === 1))
    .sort((a, b) => b.tensor - a.tensor);
  if (best === undefined) return [];
  const { before, after } = layoutChanges(deployment, best, [], catalog);
  return [...before, ...after];
}
