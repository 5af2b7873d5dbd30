import * as z from 'zod';
import { assumptionsSchema } from './schema.ts';

/** The JSON Schema of `.servingcost.yaml`, for completion and validation in editors. */
export function assumptionsJsonSchema(): string {
  const schema = z.toJSONSchema(assumptionsSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ title: 'Serving Cost assumptions', ...schema }, null, 2)}\n`;
}
