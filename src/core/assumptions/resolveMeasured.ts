import { spanAt } from './nodePath.ts';
import type { AssumptionLayers } from './layers.ts';
import type { MeasuredValues } from './measuredSchema.ts';
import type { Measured } from './resolved.ts';

/** What was measured of a deployment, each kind from the first block that has it. */
export function resolveMeasured({ measured }: AssumptionLayers): Measured {
  const of = <K extends keyof MeasuredValues & keyof Measured>(kind: K): Measured[K] => {
    for (const { values, path, file } of measured) {
      const found = values[kind];
      if (found === undefined || file.root === null) continue;
      const span = spanAt(file.root, [...path, kind]);
      return { values: found, uri: file.uri, span } as Measured[K];
    }
    return null;
  };
  return { production: of('production'), benchmark: of('benchmark'), bill: of('bill') };
}
