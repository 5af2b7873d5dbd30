import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assumptionsJsonSchema } from '../../src/core/assumptions/jsonSchema.ts';

it('the committed JSON Schema is the one of the code; `npm run schema` writes it again', () => {
  const path = join(import.meta.dirname, '..', '..', 'schemas', 'servingcost.schema.json');
  expect(readFileSync(path, 'utf8')).toBe(assumptionsJsonSchema());
});
