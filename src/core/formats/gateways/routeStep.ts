import type { Change } from '../../model/change.ts';
import { refuse, type Step } from '../edits/target.ts';
import type { FieldPlace } from '../platforms/steps.ts';
import { writeField } from '../platforms/steps.ts';

type CacheChange = Extract<Change, { kind: 'cache-responses' }>;
type ShareChange = Extract<Change, { kind: 'route-share' }>;

/** What of a gateway's config a change can write. */
export interface RouteTarget {
  readonly model: FieldPlace;
  /** What stands in front of the model's name. */
  readonly prefix: string;
  readonly cache: (change: CacheChange) => Step;
  readonly share: (change: ShareChange) => Step;
}

/** Changes of a model behind a gateway: its name, a cache in front of it and its share can be written, hardware there is none. */
export function routeStep(target: RouteTarget): (change: Change) => Step {
  return (change) => {
    switch (change.kind) {
      case 'set-model':
        return writeField(target.model, `${target.prefix}${change.id}`);
      case 'cache-responses':
        return target.cache(change);
      case 'route-share':
        return target.share(change);
      default:
        return refuse(
          'A gateway hands requests on: the hardware is configured where the model is deployed.',
        );
    }
  };
}
