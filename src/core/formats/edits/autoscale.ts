import type { Change } from '../../model/change.ts';
import type { Sourced } from '../../model/sourced.ts';
import { deploymentModeOf } from '../kserve/replicas.ts';
import { addAutoscaler } from './newAutoscaler.ts';
import { countInFlight } from './scaleMetric.ts';
import { setReplicas } from './replicas.ts';
import { refuse, together, type EditTarget, type Step } from './target.ts';
import { setValues, type ValueAt } from './values.ts';
import { setWrittenNumber } from './writtenValue.ts';

export type AutoscaleChange = Extract<Change, { kind: 'autoscale' }>;

/** Sets the bounds and the target of the autoscaler where they are; where there is none yet, adds one. */
export function autoscale(target: EditTarget, change: AutoscaleChange): Step {
  const { min, max } = change;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < Math.max(1, min)) {
    return refuse('That is no range of replicas.');
  }
  const { place } = target.replicas;
  const { autoscaler } = target.deployment.replicas;
  if (!place) return refuse('The number of replicas is not written in this config.');
  if (place.switch) return switchOn(target, change);
  if (place.maxPath === null) {
    return autoscaler
      ? refuse('Its autoscaler has no bounds here.')
      : addAutoscaler(target, change);
  }
  const metric =
    change.countInFlight && autoscaler ? countInFlight(autoscaler, target.files) : { edits: [] };
  const aim = targetPlace(target, change);
  if (aim === null) return together([setReplicas(target, min, max), metric]);
  if ('refused' in aim) return aim;
  if ('over' in aim) {
    const over = setWrittenNumber(aim.over, change.target ?? aim.over.value, target.files);
    return together([setReplicas(target, min, max), over, metric]);
  }
  return together([setReplicas(target, min, max, [aim.add]), metric]);
}

/** A chart's autoscaler that is switched off: the chart holds everything but the decision. */
function switchOn({ replicas: { place } }: EditTarget, { min, max }: AutoscaleChange): Step {
  if (!place?.switch) return refuse('The chart has no switch for it.');
  if (min < 1) return refuse('A HorizontalPodAutoscaler does not scale to zero.');
  const { holder, onPath, minPath, maxPath } = place.switch;
  return setValues(holder, [
    [onPath, true],
    [minPath, min],
    [maxPath, max],
  ]);
}

/** Where another target goes: over the one that is written, or to a place of its own. */
type TargetPlace = { readonly over: Sourced<number> } | { readonly add: ValueAt };

function targetPlace(
  target: EditTarget,
  { target: wanted, load }: AutoscaleChange,
): TargetPlace | { readonly refused: string } | null {
  const { autoscaler } = target.deployment.replicas;
  if (wanted === null) return null;
  const stated = autoscaler?.target ?? null;
  if (stated !== null && !isLimitOfServer(stated, target)) return { over: stated };
  const { place } = target.replicas;
  if (place?.quoted) {
    return { add: [[...place.minPath.slice(0, -1), KNATIVE_TARGET], String(wanted)] };
  }
  if (target.deployment.format !== 'kserve') {
    return { refused: 'The target of its autoscaler is not written in this config.' };
  }
  if (deploymentModeOf(target.object) !== 'standard') return { add: [['scaleTarget'], wanted] };
  if (target.deployment.accelerator !== null || !load) {
    return { refused: 'In Standard mode KServe scales by CPU, which says little here.' };
  }
  return { add: [['scaleTarget'], Math.round(100 * load.busyShare)] };
}

const KNATIVE_TARGET = 'autoscaling.knative.dev/target';

/** `containerConcurrency` stands in for a target that is not written, but it turns requests away as well. */
function isLimitOfServer({ origin }: Sourced<number>, { files }: EditTarget): boolean {
  if (origin.kind !== 'config') return false;
  const text = files.find(({ source }) => source.uri === origin.uri)?.source.text ?? '';
  return /containerConcurrency["']?\s*:\s*["']?$/.test(text.slice(0, origin.span.start));
}
