import { trafficIsStated } from '../../cost/workload.ts';
import { migSlice } from '../migSlice.ts';
import { hardwareKey, isPart } from '../neighbours.ts';
import type { Rule } from '../rule.ts';
import { sharedAccelerator } from '../sharedAccelerator.ts';
import { sharedBase } from '../sharedBase.ts';

/** A large accelerator for a small model: slices of it, several models on one, adapters of one base model. */
export const share: Rule = {
  code: 'share',
  title: 'Share the accelerator',
  level: 'information',
  scope: 'all',
  explanation:
    'A model that uses a small part of an accelerator pays for all of it. Where the traffic is stated and the accelerator can be ' +
    'divided (MIG: A100, A30, H100, H200, B200), the smallest slice that holds the model, the traffic and the latency limits is ' +
    'proposed. Several deployments on the same kind of accelerator that fit on one of them and keep it no more than 60% busy are ' +
    'said together: time slicing, or one server with several models. Deployments that load adapters (LoRA) of one base model are ' +
    'said too: one replica serves them all. Nothing is said where traffic is not stated.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    if (!trafficIsStated(subject.workload) || subject.estimate.monthly === null) return [];
    if (hardwareKey(subject) === null || isPart(subject)) return [];
    const adapters = sharedBase(subject);
    const together = adapters.length > 0 ? adapters : sharedAccelerator(subject);
    return [...migSlice(subject), ...together];
  },
};
