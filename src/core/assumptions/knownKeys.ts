import type * as z from 'zod';
import type { NodePath } from './nodePath.ts';
import { assumptionsSchema } from './schema.ts';

/** Keys the assumptions file may have at a path; empty where it may have none. */
export function knownKeys(path: NodePath): readonly string[] {
  let schema: z.core.$ZodType = assumptionsSchema;
  for (const step of path) {
    const next = child(schema, step);
    if (next === null) return [];
    schema = next;
  }
  const { def } = unwrap(schema)._zod;
  return def.type === 'object' ? Object.keys((def as z.core.$ZodObjectDef).shape) : [];
}

function child(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | null {
  const { def } = unwrap(schema)._zod;
  if (def.type === 'object') return (def as z.core.$ZodObjectDef).shape[step] ?? null;
  if (def.type === 'record') return (def as z.core.$ZodRecordDef).valueType;
  if (def.type === 'array') return (def as z.core.$ZodArrayDef).element;
  return null;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  if (def.type === 'optional') return unwrap((def as z.core.$ZodOptionalDef).innerType);
  // A number or a mapping: keys are those of the mapping.
  const { options = [] } = def as Partial<z.core.$ZodUnionDef>;
  const mapping = options.find((option) => option._zod.def.type === 'object');
  return mapping ?? schema;
}
