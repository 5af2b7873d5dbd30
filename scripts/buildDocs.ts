/** Writes the pages of `docs/` that are made of code and manifest: `npm run docs`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assumptionsPage } from './assumptionsPage.ts';
import { ciPage } from './ciPage.ts';
import { formatsPage } from './formatsPage.ts';
import { measurementsPage } from './measurementsPage.ts';
import { rulesPage } from './rulesPage.ts';
import { settingsPage } from './settingsPage.ts';

const folder = join(import.meta.dirname, '..', 'docs');
await writeFile(join(folder, 'formats.md'), formatsPage());
await writeFile(join(folder, 'assumptions.md'), assumptionsPage());
await writeFile(join(folder, 'measurements.md'), measurementsPage());
await writeFile(join(folder, 'rules.md'), rulesPage());
await writeFile(join(folder, 'settings.md'), settingsPage());
const pipelines = join(folder, 'ci.md');
await writeFile(pipelines, ciPage(await readFile(pipelines, 'utf8')));
