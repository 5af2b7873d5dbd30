import type { EngineId } from '../../model/deployment.ts';
import type { Change } from '../../model/change.ts';
import { formatMilliseconds, formatQuantity, formatRequestRate } from '../../report/format.ts';
import { cheaperWays, whyNot, type Alternative, type Way } from '../alternatives.ts';
import { layoutsOf } from '../layouts.ts';
import { cpuMachinesOf, type CpuSize } from '../cpuMachines.ts';
import { carrierOf, type Machine, type MachineTerms } from '../machineTerms.ts';
import { machinesOf } from '../machines.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';

/** Other hardware that does the same for less. */
export const rightSize: Rule = {
  code: 'right-size',
  title: 'Run on cheaper hardware',
  level: 'information',
  explanation:
    'All accelerators of the vendor, numbers of them and instances that the provider sells in the region are compared, for ' +
    'small models that a CPU can serve its CPU instances too, among them AMD and Arm processors (Graviton). Proposed is ' +
    'what costs less and does the same: the model fits, its precision has arithmetic there, latency limits hold, as many ' +
    'requests are served with as many spare replicas. Everything else of the deployment stays as it is. Held back when no ' +
    'latency limit is stated and answers would take noticeably longer, and when bought nodes would stand partly empty. ' +
    'Where the config does not name its hardware, the line in .servingcost.yaml is changed and the finding says which ' +
    'nodes have to exist.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    if (estimate.model === null && estimate.performance === null) return [];
    if (estimate.monthly === null || estimate.performance === null) return [];
    // Hardware that nobody named is chosen by its price already.
    if (estimate.candidates.length > 0) return [];
    const ways = deployment.accelerator === null ? [] : otherAccelerators(subject);
    const found = cheaperWays(subject, [...ways, ...onCpu(subject)]);
    const fixes = bestOfEach(found.held).flatMap((way) => fixFor(subject, way) ?? []);
    if (fixes.length > 0) return [draft(subject, fixes)];
    const { against } = found;
    return against === null ? [] : [{ kind: 'held-back', reason: against.reason } satisfies Advice];
  },
};

const counts = [1, 2, 4, 8];

function termsOf({ deployment, assumptions, catalog, estimate }: Subject): MachineTerms {
  const purchase = estimate.hardware?.purchase.value ?? 'on-demand';
  return { deployment, assumptions, catalog, purchase, region: null };
}

/**
 * Machines with another accelerator, and cheaper ones with those of today. The work is divided by tensor parallelism, as
 * engines do by default; other divisions of the same accelerators are the business of `parallelism`.
 */
function otherAccelerators(subject: Subject): readonly Way[] {
  const { deployment, estimate } = subject;
  const { model, hardware } = estimate;
  const today = hardware?.accelerator?.id;
  const count = deployment.accelerator?.count.value;
  if (model === null || today === undefined) return [];
  return machinesOf(termsOf(subject), counts).flatMap((machine): Way[] => {
    const isSame = machine.accelerator?.id === today;
    if (isSame && machine.count !== count) return [];
    if (isSame && machine.instance === hardware?.instance?.instance.name) return [];
    return layoutsOf(machine.count, model)
      .filter(({ tensor, expert }) => tensor === machine.count && !expert)
      .map((layout) => ({ machine: considered(machine, subject), layout }));
  });
}

/** An assumption is considered as if the config said it: what it comes to is the same. */
function considered(machine: Machine, { estimate }: Subject): Machine {
  if (machine.assumed.length === 0) return machine;
  const provider = estimate.hardware?.instance?.instance.provider ?? 'other';
  const named: Change = { kind: 'set-instance-type', instanceType: machine.instance, provider };
  return { ...machine, changes: [named, ...machine.changes] };
}

/** Engines that run without a GPU: classical models, encoders, and what is made for CPUs. */
const cpuEngines: ReadonlySet<EngineId> = new Set<EngineId>([
  'triton',
  'tei',
  'torchserve',
  'tensorflow-serving',
  'mlserver',
  'kserve-sklearn',
  'kserve-xgboost',
  'openvino',
  'ollama',
  'llama-cpp',
]);

/** What is read of an image that is published for Arm too (hub.docker.com/r/ollama/ollama; llama.cpp, docs/docker.md). */
const multiArchitecture: ReadonlySet<EngineId> = new Set<EngineId>(['ollama', 'llama-cpp']);

/** Weights of models that a CPU answers with in reasonable time; GiB. */
const mostOnCpu = 4;

function onCpu(subject: Subject): readonly Way[] {
  const { deployment, estimate } = subject;
  const engine = deployment.engine?.value;
  if (carrierOf(deployment) === null) return [];
  if (deployment.accelerator !== null) {
    const isSmall = (estimate.memory?.weightsGiB ?? Infinity) <= mostOnCpu;
    if (engine === undefined || !cpuEngines.has(engine) || !isSmall) return [];
  }
  const today = estimate.hardware?.instance?.instance;
  return cpuMachinesOf(termsOf(subject))
    .filter(({ instance }) => instance !== today?.name)
    .filter((machine) => holdsModel(machine, subject))
    .map((machine) => ({ machine, layout: null }));
}

/** What a server needs is not in its config: twice the weights and 2 GiB, else what it has today. */
function holdsModel({ memoryGiB }: CpuSize, { deployment, estimate }: Subject): boolean {
  const weights = estimate.memory?.weightsGiB ?? null;
  const today = estimate.hardware?.instance?.instance.memoryGiB ?? 0;
  const needed =
    deployment.accelerator === null ? today : weights === null ? today : 2 * weights + 2;
  return memoryGiB !== null && memoryGiB >= needed;
}

/** The best of each accelerator, at most three. */
function bestOfEach(held: readonly Alternative[]): readonly Alternative[] {
  const seen = new Set<string>();
  return held
    .filter(({ machine }) => {
      const key = machine.accelerator?.id ?? (isArmMachine(machine) ? 'arm' : 'cpu');
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 3);
}

function isArmMachine(machine: Machine & Partial<CpuSize>): boolean {
  return machine.isArm === true;
}

function fixFor(subject: Subject, found: Alternative): FixDraft | null {
  const { machine, changes } = found;
  const [assumed] = machine.assumed;
  const written =
    assumed === undefined ? changes : changes.filter(({ kind }) => kind !== 'set-instance-type');
  const proposal = subject.propose(written);
  if ('refused' in proposal) return null;
  const assumption = assumed === undefined ? null : subject.assume([assumed.field], assumed.value);
  if (assumption !== null && 'refused' in assumption) return null;
  return {
    variant: `${machine.accelerator?.id ?? machine.instance}-${machine.count}`,
    title: titleOf(found, subject),
    edits: [...proposal.edits, ...(assumption?.edits ?? [])],
    changes: assumption === null ? changes : null,
    safe: false,
    needs: needsOf(subject, machine),
    accepts: ({ estimate }) =>
      estimate.hardware?.instance?.instance.name !==
        subject.estimate.hardware?.instance?.instance.name &&
      whyNot({ estimate, replicas: found.replicas }, subject) === null,
  };
}

function titleOf({ machine, replicas }: Alternative, { deployment, estimate }: Subject): string {
  const hardware = (count: number, accelerator: string | null, instance: string): string =>
    accelerator === null ? instance : `${count} × ${accelerator} (${instance})`;
  const before = hardware(
    deployment.accelerator?.count.value ?? 0,
    estimate.hardware?.accelerator?.id ?? null,
    estimate.hardware?.instance?.instance.name ?? '',
  );
  const after = hardware(machine.count, machine.accelerator?.id ?? null, machine.instance);
  const now = deployment.replicas.min.value;
  const number = replicas === now ? '' : ` with ${formatQuantity(replicas, 'replica')}`;
  return `Run on ${after} instead of ${before}${number}`;
}

function needsOf({ deployment }: Subject, machine: Machine & Partial<CpuSize>): string | null {
  const engine = deployment.engine?.value ?? 'other';
  const parts = [
    ...(machine.assumed.length > 0
      ? [`A node pool of ${machine.instance} has to exist, and the pods have to land on it.`]
      : deployment.supply.kind === 'replicas' && deployment.inCluster !== false
        ? [`The cluster needs nodes of ${machine.instance}.`]
        : []),
    ...(machine.accelerator === null && deployment.accelerator !== null
      ? ['The image must be one that serves without a GPU.']
      : []),
    ...(isArmMachine(machine) && !multiArchitecture.has(engine)
      ? ['The image must be built for arm64.']
      : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

function draft(subject: Subject, fixes: readonly FixDraft[]): FindingDraft {
  const { deployment, estimate } = subject;
  const { accelerator, placement } = deployment;
  const today = estimate.hardware?.instance?.instance.name ?? '';
  return {
    kind: 'saving',
    ...placeOf(deployment, placement.instanceType, accelerator?.product, accelerator?.count),
    message: (trial) => {
      const after = trial?.estimate;
      const speed =
        after?.ttftMs == null
          ? ''
          : ` It answers in ${formatMilliseconds(after.ttftMs)}, and ${formatQuantity(after.replicas.min, 'replica')} can serve ${formatRequestRate((after.performance?.capacity.requestsPerSecond ?? 0) * after.replicas.min)}.`;
      return `Other hardware than ${today} does the same for less.${speed}`;
    },
    tradeOffs: [],
    fixes,
  };
}
