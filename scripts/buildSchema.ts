/** Writes `schemas/servingcost.schema.json` from the schema that reads the file: `npm run schema`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assumptionsJsonSchema } from '../src/core/assumptions/jsonSchema.ts';

const folder = join(import.meta.dirname, '..', 'schemas');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'servingcost.schema.json'), assumptionsJsonSchema());
