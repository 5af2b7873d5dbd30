import type { Change } from '../../model/change.ts';
import { refuse, type Step } from '../edits/target.ts';
import type { Located } from '../located.ts';
import { writeField } from '../platforms/steps.ts';

/** Changes of a model behind a gateway: another model can be written, hardware there is none. */
export function routeStep(
  holder: Located,
  modelPath: readonly string[],
  prefix: string,
): (change: Change) => Step {
  return (change) =>
    change.kind === 'set-model'
      ? writeField({ holder, path: modelPath }, `${prefix}${change.id}`)
      : refuse(
          'A gateway hands requests on: the hardware is configured where the model is deployed.',
        );
}
