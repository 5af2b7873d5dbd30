/** Writes the pages of `docs/` that are made of the code, `formats.md` and `assumptions.md`: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assumptionsPage } from './assumptionsPage.ts';
import { formatsPage } from './formatsPage.ts';

const folder = join(import.meta.dirname, '..', 'docs');
await writeFile(join(folder, 'formats.md'), formatsPage());
await writeFile(join(folder, 'assumptions.md'), assumptionsPage());
