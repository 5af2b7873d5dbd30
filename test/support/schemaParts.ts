export const number = { type: 'number' };
export const text = { type: 'string' };
export const flag = { type: 'boolean' };
export const orNull = (schema: { type: string }) => ({ ...schema, type: [schema.type, 'null'] });
export const line = { type: 'integer', minimum: 1 };
export const offset = { type: 'integer', minimum: 0 };

/** An object with all of these properties, and possibly more: the contract grows only by adding. */
export const object = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
export const list = (items: object) => ({ type: 'array', items });
