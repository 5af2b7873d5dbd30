import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';

/** A setting that keeps an engine from batching as far as its limits allow. */
interface BatchObstacle {
  /** What takes it away. */
  readonly changes: readonly Change[];
  readonly variant: string;
  readonly title: string;
  readonly message: string;
  readonly place: Sourced<unknown> | undefined;
}

/** Eager mode of engines that generate text, or a model of Triton whose requests are not put together; null for neither. */
export function batchObstacle({ settings }: Deployment): BatchObstacle | null {
  if (settings.enforceEager?.value === true) {
    return {
      changes: [{ kind: 'set-engine-setting', setting: 'enforceEager', value: null }],
      variant: 'graphs',
      title: 'Remove eager mode',
      message:
        'Eager mode launches every kernel by itself and leaves the accelerator waiting between them.',
      place: settings.enforceEager,
    };
  }
  if (settings.dynamicBatching?.value === false) {
    return {
      changes: [{ kind: 'set-engine-setting', setting: 'dynamicBatching', value: true }],
      variant: 'dynamic',
      title: 'Batch requests that wait',
      message: `The model takes batches of ${settings.maxSequences?.value ?? 1}, and without dynamic_batching Triton runs every request by itself.`,
      place: settings.maxSequences,
    };
  }
  return null;
}
