import { formatQuantity } from '../../report/format.ts';
import { cheaperWays, whyNot, type Alternative, type Way } from '../alternatives.ts';
import { changing } from '../fixes.ts';
import { layoutsOf, type Layout } from '../layouts.ts';
import { parallelismOf } from '../../cost/model.ts';
import type { Machine } from '../machineTerms.ts';
import { machinesOf } from '../machines.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';

/** The same accelerators, divided otherwise. */
export const parallelism: Rule = {
  code: 'parallelism',
  title: 'Divide the accelerators otherwise',
  level: 'information',
  explanation:
    'Tensor parallelism makes one answer faster and costs communication; pipeline stages and data-parallel ranks cost less ' +
    'of it, and two replicas of four accelerators often serve more than one of eight. All divisions of 1, 2, 4 and 8 of ' +
    'the accelerators that are there are compared, with the number of replicas that then suffices. Proposed when the same ' +
    'requests are served for less, within the latency limits; a warning when a stated limit is missed today and another ' +
    'division holds it. Held back when answers would take noticeably longer and no limit is stated.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    const { model, performance } = estimate;
    if (model === null || performance === null || estimate.monthly === null) return [];
    if (model.modality !== 'text-generation' || estimate.candidates.length > 0) return [];
    if (deployment.accelerator === null || deployment.podsPerReplica.value > 1) return [];
    if (deployment.supply.kind !== 'replicas') return [];
    const ways = divisions(subject);
    const found = cheaperWays(subject, ways);
    const fixes = found.held.slice(0, 2).flatMap((each) => fixFor(subject, each));
    return fixes.length === 0 ? [] : [draft(subject, fixes)];
  },
};

const counts = [1, 2, 4, 8];

/** Divisions of numbers of today’s accelerator, on today’s machine where it has as many. */
function divisions(subject: Subject): readonly Way[] {
  const { deployment, estimate, assumptions, catalog } = subject;
  const { hardware, model } = estimate;
  const instance = hardware?.instance?.instance;
  if (model === null || hardware?.accelerator == null || !instance) return [];
  const purchase = hardware.purchase.value;
  const today = deployment.accelerator?.count.value ?? 0;
  const perAccelerator = ((hardware.pricePerHour ?? 0) * hardware.nodeShare) / Math.max(1, today);
  const machines = machinesOf({ deployment, assumptions, catalog, purchase, region: null }, counts)
    .filter(
      ({ accelerator, assumed }) =>
        accelerator?.id === hardware.accelerator?.id && assumed.length === 0,
    )
    .map((machine): Machine =>
      // The node that is there has room for fewer of its accelerators too.
      machine.count <= instance.acceleratorCount
        ? {
            ...machine,
            instance: instance.name,
            hour: perAccelerator * machine.count,
            changes: machine.changes.filter(({ kind }) => kind === 'set-accelerator-count'),
          }
        : machine,
    );
  const now = parallelismOf(deployment);
  const isToday = (count: number, layout: Layout): boolean =>
    count === today &&
    layout.tensor === now.tensor &&
    layout.pipeline === now.pipeline &&
    layout.data === now.data &&
    layout.expert === (deployment.settings.expertParallel?.value ?? false);
  return machines.flatMap((machine) =>
    layoutsOf(machine.count, model)
      .filter((layout) => !isToday(machine.count, layout))
      .map((layout) => ({ machine, layout })),
  );
}

function fixFor(subject: Subject, found: Alternative): readonly FixDraft[] {
  const { machine, layout, replicas, changes } = found;
  return changing(subject, changes, {
    variant: `${machine.count}-${nameOf(layout)}`,
    title: `Run ${formatQuantity(replicas, 'replica')} of ${machine.count} × ${machine.accelerator?.id ?? ''}, ${nameOf(layout)}`,
    safe: false,
    needs: null,
    accepts: ({ estimate }) => whyNot({ estimate, replicas }, subject) === null,
  });
}

function nameOf(layout: Layout | null): string {
  if (layout === null) return '';
  const { tensor, pipeline, data, expert } = layout;
  const ranks = [
    ...(tensor > 1 ? [`TP ${tensor}`] : []),
    ...(pipeline > 1 ? [`PP ${pipeline}`] : []),
    ...(data > 1 ? [`DP ${data}`] : []),
    ...(expert ? ['EP'] : []),
  ];
  return ranks.length === 0 ? 'undivided' : ranks.join(' ');
}

function draft(subject: Subject, fixes: readonly FixDraft[]): FindingDraft {
  const { deployment } = subject;
  const { settings, accelerator, replicas } = deployment;
  const now = parallelismOf(deployment);
  const layout = nameOf({ ...now, expert: settings.expertParallel?.value ?? false });
  return {
    kind: 'saving',
    ...placeOf(deployment, settings.tensorParallel, accelerator?.count),
    message: () =>
      `${formatQuantity(replicas.min.value, 'replica')} of ${accelerator?.count.value ?? 0} accelerators, ${layout}: divided otherwise, fewer of them serve as much.`,
    tradeOffs: [],
    fixes,
  };
}
