import type { Change, Proposal } from '../../model/change.ts';

export function proposer(_target: unknown): (changes: readonly Change[]) => Proposal {
  return () => ({ refused: 'not yet' });
}
