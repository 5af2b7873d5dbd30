import type { Change } from '../model/change.ts';
import type { Subject } from './rule.ts';

/** A share of the accelerator's memory below the one that the engine takes by itself. */
interface UnusedMemory {
  /** Takes the setting away, so that the engine's own share counts. */
  readonly changes: readonly Change[];
  /** Why the rest may not be free; null where nothing says that it is used. */
  readonly takenBy: string | null;
}

/** What a config withholds from its engine; null where it states no share, or one that is no smaller than usual. */
export function unusedMemory(subject: Subject): UnusedMemory | null {
  const { deployment, estimate } = subject;
  if (deployment.settings.memoryFraction === undefined || estimate.memory === null) return null;
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'memoryFraction', value: null },
  ];
  const usual = subject.consider(changes).memory;
  if (usual === null || usual.availableGiB <= estimate.memory.availableGiB) return null;
  return { changes, takenBy: takenBy(subject) };
}

/** A small share is how several engines are fitted onto one accelerator. */
function takenBy({ deployment: { accelerator, sharedWith } }: Subject): string | null {
  if (accelerator?.slice?.memoryGiB === null) {
    return 'time slicing gives the same memory to others';
  }
  return sharedWith === undefined ? null : `${sharedWith.join(', ')} may use the same memory`;
}
