/** Writes the pages of `docs/` that are made of the code, `formats.md`, `assumptions.md` and `rules.md`: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assumptionsPage } from './assumptionsPage.ts';
import { formatsPage } from './formatsPage.ts';
import { rulesPage } from './rulesPage.ts';

const folder = join(import.meta.dirname, '..', 'docs');
await writeFile(join(folder, 'formats.md'), formatsPage());
await writeFile(join(folder, 'assumptions.md'), assumptionsPage());
await writeFile(join(folder, 'rules.md'), rulesPage());
