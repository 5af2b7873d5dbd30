import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { machinePower } from '../cost/owned.ts';
import type { InstanceType } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';
import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import type { EnergyUse } from '../model/insight.ts';
import type { Sourced } from '../model/sourced.ts';
import { derivedInput, sourcedInput } from '../cost/inputs.ts';

const source = 'Cloud Carbon Footprint, methodology and coefficients (2024)';

/** Watts per vCPU at rest and at full load, and PUE, by cloud. */
const coefficients: Readonly<
  Partial<Record<Provider, { idle: number; full: number; pue: number }>>
> = {
  aws: { idle: 0.74, full: 3.5, pue: 1.135 },
  gcp: { idle: 0.71, full: 4.26, pue: 1.1 },
  azure: { idle: 0.78, full: 3.76, pue: 1.185 },
};

/** The mean of the three, for other providers; PUE of data centres at large (Uptime Institute survey, 2024). */
const elsewhere = { idle: 0.74, full: 3.84, pue: 1.56 } as const;

/** Watts per GiB of memory, same source. */
const memoryWatts = 0.392;

/** Load of the CPUs where nothing is known of it: what the source assumes for clouds. */
const cpuLoad = 0.5;

/**
 * Share of its rated power that an accelerator draws at rest: data-centre cards report 10% (H100, 70 of 700 W) to 20% (L4,
 * 16 of 72 W) in nvidia-smi with a model loaded and no request.
 */
const idleShare = 0.15;

/**
 * Electricity of the replicas that run on average.
 *
 *     watts of a replica = accelerators × rated watts × (idle + (1 − idle) × utilization) + vCPUs × watts + GiB × watts
 *     kWh a month        = watts × replicas × PUE × hours ÷ 1000
 *
 * A machine of one's own draws the power that its price counts, in place of accelerators, vCPUs and memory.
 * Utilization is the busy share of the estimate; unknown counts as fully busy. Null where the machine or the power of the
 * accelerator is not known. Emissions of making the machines are left out.
 */
export function energyUse(
  estimate: CostEstimate,
  assumptions: ResolvedAssumptions,
): EnergyUse | null {
  const { hardware, replicas, hoursPerMonth } = estimate;
  const instance = hardware?.instance?.instance ?? null;
  if (hardware === null || instance === null) return null;
  const { accelerator, nodeShare } = hardware;
  const busy = Math.min(1, Math.max(0, estimate.utilization ?? 1));
  const power =
    ownPower(estimate, assumptions, busy) ??
    cloudPower(instance, accelerator?.powerWatts ?? null, nodeShare, busy);
  if (power === null) return null;
  const { gramsPerKWh, powerUsageEffectiveness } = assumptions.energy;
  const pue = powerUsageEffectiveness ?? power.pue;
  const kWhPerMonth = (power.watts * replicas.expected * pue.value * hoursPerMonth) / 1000;
  const inputs: NamedInput[] = [
    ...power.inputs,
    derivedInput('replicas', replicas.expected, '', 'on average'),
    derivedInput('hours', hoursPerMonth, 'h/month', 'as priced'),
    sourcedInput('PUE', pue, ''),
    ...(gramsPerKWh === null ? [] : [sourcedInput('grid intensity', gramsPerKWh, 'g/kWh')]),
  ];
  return {
    kWhPerMonth,
    kgCO2ePerMonth: gramsPerKWh === null ? null : (kWhPerMonth * gramsPerKWh.value) / 1000,
    formula: 'watts of a replica × replicas × PUE × hours ÷ 1,000',
    inputs,
  };
}

/** What one replica draws, and the PUE of where it stands. */
interface ReplicaPower {
  readonly watts: number;
  readonly pue: Sourced<number>;
  readonly inputs: readonly NamedInput[];
}

/** Rated power of the accelerators by how busy they are, and vCPUs and memory; null where that power is not known. */
function cloudPower(
  instance: InstanceType,
  rated: number | null,
  nodeShare: number,
  busy: number,
): ReplicaPower | null {
  if (instance.acceleratorCount > 0 && rated === null) return null;
  const of = coefficients[instance.provider] ?? elsewhere;
  const accelerators = instance.acceleratorCount * nodeShare * (rated ?? 0) * drawn(busy);
  const load = instance.acceleratorCount > 0 ? cpuLoad : busy;
  const host =
    nodeShare *
    ((instance.vcpus ?? 0) * (of.idle + (of.full - of.idle) * load) +
      (instance.memoryGiB ?? 0) * memoryWatts);
  return {
    watts: accelerators + host,
    pue: {
      value: of.pue,
      origin: { kind: 'default', name: 'energy.powerUsageEffectiveness', reason: source },
    },
    inputs: [
      derivedInput(
        'accelerators of a replica',
        accelerators,
        'W',
        'rated power by how busy they are',
      ),
      derivedInput('its share of the host', host, 'W', `vCPUs and memory; ${source}`),
    ],
  };
}

/** The same power and PUE that the price of a machine of one's own counts; null for other machines. */
function ownPower(
  { hardware }: CostEstimate,
  { terms }: ResolvedAssumptions,
  busy: number,
): ReplicaPower | null {
  const instance = hardware?.instance?.instance ?? null;
  if (hardware === null || instance === null || hardware.purchase.value !== 'owned') return null;
  const own = terms.owned[instance.name.toLowerCase()];
  const full = own && machinePower(own, instance, hardware.accelerator);
  if (!own || !full) return null;
  return {
    watts: full.value * hardware.nodeShare * drawn(busy),
    pue: own.pue,
    inputs: [
      sourcedInput('machine under load', full, 'W'),
      derivedInput('share of the machine', hardware.nodeShare, '', 'what a replica takes of it'),
      derivedInput('share of that power', drawn(busy), '', 'at rest 15%, else by how busy it is'),
    ],
  };
}

function drawn(busy: number): number {
  return idleShare + (1 - idleShare) * busy;
}
