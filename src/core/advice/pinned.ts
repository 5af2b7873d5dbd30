import type { Change } from '../model/change.ts';
import type { Subject } from './rule.ts';

/**
 * The subject for a search: where no accelerator is named, on the one that counts as expected, since a saving by moving to
 * another that nobody chose would be none, and pricing all of them takes twenty times as long. What is found is verified
 * on the edited text as it is.
 */
export function pinned(subject: Subject): Subject {
  const { candidates, hardware } = subject.estimate;
  const provider = hardware?.instance?.instance.provider;
  if (candidates.length === 0 || hardware?.accelerator == null || provider === undefined) {
    return subject;
  }
  const pin: Change = { kind: 'name-accelerator', accelerator: hardware.accelerator.id, provider };
  return { ...subject, consider: (changes) => subject.consider([pin, ...changes]) };
}
