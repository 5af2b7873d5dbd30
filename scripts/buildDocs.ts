/** Writes `docs/formats.md` from the documentation that every format carries: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatsPage } from './formatsPage.ts';

await writeFile(join(import.meta.dirname, '..', 'docs', 'formats.md'), formatsPage());
