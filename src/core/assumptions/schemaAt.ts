import type * as z from 'zod';
import type { NodePath } from './nodePath.ts';
import { assumptionsSchema } from './schema.ts';

/** What an assumptions file may hold at one place, as its schema says. */
export interface SchemaPlace {
  /** With its unit; empty where the schema says nothing. */
  readonly description: string;
  /** Keys that a mapping there may have. */
  readonly keys: readonly string[];
  /** True where a mapping may have keys of the user's own: names of deployments, of instance types. */
  readonly named: boolean;
  /** Values it may have, where they are few: words, true and false. */
  readonly values: readonly (string | number | boolean)[];
  /** True for a list. */
  readonly list: boolean;
  /** True where one plain value may stand. */
  readonly plain: boolean;
}

/** The place a path of keys leads to; null where the file may have none. Of several ways to write a value, all count. */
export function schemaAt(path: NodePath): SchemaPlace | null {
  let schemas: readonly z.core.$ZodType[] = [assumptionsSchema];
  let description = '';
  for (const step of path) {
    schemas = schemas
      .flatMap((schema) => alternatives(schema))
      .flatMap((schema) => {
        const next = child(schema, step);
        return next === null ? [] : [next];
      });
    if (schemas.length === 0) return null;
  }
  description = schemas.map(descriptionOf).find((text) => text !== '') ?? '';
  const all = schemas.flatMap((schema) => alternatives(schema));
  return {
    description,
    keys: [...new Set(all.flatMap(keysOf))],
    named: all.some(({ _zod: { def } }) => def.type === 'record'),
    values: all.flatMap(valuesOf),
    list: all.some(({ _zod: { def } }) => def.type === 'array'),
    plain: all.some(({ _zod: { def } }) => !['object', 'record', 'array'].includes(def.type)),
  };
}

/** The schemas behind one: without being optional, and each of several. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = schema._zod;
  if (def.type === 'optional') return alternatives((def as z.core.$ZodOptionalDef).innerType);
  if (def.type === 'union') return (def as z.core.$ZodUnionDef).options.flatMap(alternatives);
  return [schema];
}

function child(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | null {
  const { def } = schema._zod;
  if (def.type === 'object') {
    const { shape } = def as z.core.$ZodObjectDef;
    return Object.hasOwn(shape, step) ? (shape[step] ?? null) : null;
  }
  if (def.type === 'record') return (def as z.core.$ZodRecordDef).valueType;
  if (def.type === 'array') return (def as z.core.$ZodArrayDef).element;
  return null;
}

function keysOf({ _zod: { def } }: z.core.$ZodType): readonly string[] {
  if (def.type === 'object') return Object.keys((def as z.core.$ZodObjectDef).shape);
  // A record by words of a list has these.
  if (def.type === 'record') return valuesOf((def as z.core.$ZodRecordDef).keyType).map(String);
  return [];
}

function valuesOf({ _zod: { def } }: z.core.$ZodType): readonly (string | number | boolean)[] {
  switch (def.type) {
    case 'enum':
      return Object.values((def as z.core.$ZodEnumDef).entries);
    case 'literal':
      return (def as z.core.$ZodLiteralDef<z.core.util.Literal>).values.filter(
        (value) => typeof value === 'string' || typeof value === 'number',
      );
    case 'boolean':
      return [true, false];
    default:
      return [];
  }
}

function descriptionOf(schema: z.core.$ZodType): string {
  const { description } = schema as { description?: string };
  if (description !== undefined) return description;
  const { def } = schema._zod;
  return def.type === 'optional' ? descriptionOf((def as z.core.$ZodOptionalDef).innerType) : '';
}
