import { cacheSetting, keepsCache } from '../advice/cachePrecision.ts';
import { machinesOf } from '../advice/machines.ts';
import { carrierOf, type Machine } from '../advice/machineTerms.ts';
import type { Subject } from '../advice/rule.ts';
import { isSixteenBit, methodName, oneOfAKind, weightMethods } from '../advice/weightMethods.ts';
import { siteOf } from '../cost/site.ts';
import type { Change } from '../model/change.ts';
import type { WhatIfInputs } from './inputs.ts';
import { bringsAccelerators } from './present.ts';

/** Takes a flag out of a config. */
export const noFlag = 'none';

/** One way to hold weights or cache. */
export interface PrecisionChoice {
  readonly value: string;
  readonly name: string;
  readonly changes: readonly Change[];
  /** What a person must do besides; null = nothing. */
  readonly needs: string | null;
}

/** One machine or accelerator. */
export interface MachineChoice {
  readonly value: string;
  readonly machine: Machine;
}

/** A region, and what the machine of today costs there. */
export interface RegionChoice {
  readonly value: string;
  /** USD per hour of one instance, on demand; null = not offered there, or not known. */
  readonly hour: number | null;
}

/** Numbers of accelerators that instances are sold with. */
const usualCounts = [1, 2, 4, 8];

/**
 * What a replica could run on, in the region and bought in the way that the inputs say. Where the instance brings the
 * accelerators, each number of them has a line of its own.
 */
export function machineChoices(subject: Subject, inputs: WhatIfInputs): readonly MachineChoice[] {
  const { deployment, assumptions, catalog, estimate } = subject;
  if (carrierOf(deployment) === null) return [];
  const isWhole = bringsAccelerators(deployment);
  const count = inputs.acceleratorCount ?? deployment.accelerator?.count.value ?? 1;
  const terms = {
    deployment,
    assumptions,
    catalog,
    purchase: inputs.purchase ?? estimate.hardware?.purchase.value ?? 'on-demand',
    region: inputs.region ?? estimate.hardware?.instance?.region ?? null,
  };
  return machinesOf(terms, isWhole ? usualCounts : [count]).map((machine) => ({
    value: isWhole ? machine.instance : (machine.accelerator?.id ?? machine.instance),
    machine,
  }));
}

/** Ways to hold the weights beside the present one. */
export function precisionChoices(subject: Subject): readonly PrecisionChoice[] {
  const methods = oneOfAKind(weightMethods(subject)).map(
    ({ facts, changes, repository, needs }): PrecisionChoice => ({
      value: repository ?? facts.id,
      name: repository === null ? methodName(facts) : `${methodName(facts)}: ${repository}`,
      changes,
      needs,
    }),
  );
  if (isSixteenBit(subject)) return methods;
  const { deployment } = subject;
  // A flag can be taken out again; weights that are published in fewer bits stay as they are.
  if (deployment.settings.quantization === undefined || isPublishedSo(subject)) return [];
  return [
    {
      value: noFlag,
      name: 'as published',
      changes: [{ kind: 'set-engine-setting', setting: 'quantization', value: null }],
      needs: null,
    },
  ];
}

function isPublishedSo({ deployment, catalog }: Subject): boolean {
  const id = deployment.model.id?.value;
  const method = id === undefined ? null : (catalog.model(id)?.quantization ?? null);
  return method !== null && (catalog.quantization(method)?.bitsPerWeight ?? 16) < 16;
}

/** Ways to hold keys and values beside the present one, as far as the accelerator has the arithmetic. */
export function cacheChoices({ deployment, estimate }: Subject): readonly PrecisionChoice[] {
  const change = (value: string | null): readonly Change[] => [
    { kind: 'set-engine-setting', setting: 'kvCacheDataType', value },
  ];
  if (deployment.settings.kvCacheDataType !== undefined) {
    return [{ value: noFlag, name: 'as computed', changes: change(null), needs: null }];
  }
  const setting = cacheSetting(deployment.engine?.value, estimate);
  const accelerator = estimate.hardware?.accelerator;
  if (setting === null || accelerator == null || !keepsCache(setting, accelerator)) return [];
  const { value, name, needs } = setting;
  return [{ value, name, changes: change(value), needs }];
}

/** All regions of the provider. */
export function regionChoices({
  deployment,
  assumptions,
  catalog,
  estimate,
}: Subject): readonly RegionChoice[] {
  const instance = estimate.hardware?.instance?.instance ?? null;
  const { provider } = siteOf(deployment, assumptions, catalog);
  return catalog.regions(instance?.provider ?? provider.value).map((value) => ({
    value,
    hour: instance === null ? null : (catalog.price(instance, value)?.onDemand ?? null),
  }));
}
