import { remembered } from './remembered.ts';
import type { Subject } from './rule.ts';

/** USD per month below which sharing is not worth the loss of isolation. */
export const worthSharing = 50;

/**
 * Deployments that could be one: the subject and those of the others that `belongs` puts with it, in a fixed order. Empty
 * for all but the first of them, so that what is said of several is said once. One deployment in several environments is
 * one: of those with the same name only the first counts.
 */
export function groupOf(
  subject: Subject,
  belongs: (other: Subject) => boolean,
): readonly Subject[] {
  const { id } = subject.deployment;
  const others = subject.others().filter(belongs);
  if (others.some(({ deployment }) => deployment.id < id)) return [];
  const names = new Set<string>();
  return [subject, ...others]
    .sort((a, b) => (a.deployment.id < b.deployment.id ? -1 : 1))
    .filter(({ deployment: { name } }) => !names.has(name) && names.add(name));
}

/**
 * The subject and the other deployments of its file that `belongs` puts with it, in the order of the file. Empty for all
 * but the first of them.
 */
export function groupIn(
  subject: Subject,
  belongs: (other: Subject) => boolean,
): readonly Subject[] {
  const { uri, nameSpan } = subject.deployment;
  const others = subject.others().filter((other) => other.deployment.uri === uri && belongs(other));
  const isFirst = others.every(({ deployment }) => nameSpan.start <= deployment.nameSpan.start);
  return isFirst ? [subject, ...others] : [];
}

/** Where it runs, as far as that is known: provider, region and accelerator; null where the hardware is not settled. */
export const hardwareKey = remembered(({ estimate, deployment }): string | null => {
  const { hardware, candidates } = estimate;
  if (hardware?.instance == null || candidates.length > 0) return null;
  if (deployment.supply.kind !== 'replicas') return null;
  const { instance, region } = hardware.instance;
  return [instance.provider, region, hardware.accelerator?.id ?? 'cpu'].join(' ');
});

/** One of several parts of a service that only work together, or takes a share of another's traffic. */
export function isPart({ deployment }: Subject): boolean {
  const { name, phase, trafficShare, server } = deployment;
  // Plain pods say what part they are in their names at most.
  const isNamedPart = /(?:^|[-_])(?:prefill|decode)(?:[-_]|$)/i.test(name);
  return trafficShare !== null || server !== undefined || phase !== undefined || isNamedPart;
}

/** Names for a sentence: `chat, search and support`; of many the first. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
