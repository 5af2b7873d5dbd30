// npm run package [-- --repository https://HOST/OWNER/NAME --ref TAG]
// Builds, and writes the extension as serving-cost-VERSION.vsix and the command line as serving-cost-VERSION.tgz.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from './package/manifest.ts';
import { createTarball } from './package/npm.ts';
import { readRepository } from './package/repository.ts';
import { createPackage } from './package/vsix.ts';
import { root } from './root.ts';
import { runCommand } from './system/command.ts';
import { step } from './system/step.ts';

const { values: flags } = parseArgs({
  options: {
    /** Where README and manifest lead to. Without it they lead nowhere, and pictures are left out. */
    repository: { type: 'string' },
    ref: { type: 'string' },
  },
});
const repository = readRepository(flags.repository, flags.ref);
const { name, version } = readManifest();
const build = ['--import', 'tsx', 'scripts/build.ts'];
await step('Building', () => runCommand(process.execPath, build, { cwd: root }));
for (const [ending, create] of [
  ['vsix', createPackage],
  ['tgz', createTarball],
] as const) {
  const file = path.join(root, `${name}-${version}.${ending}`);
  await step(`Packing ${path.basename(file)}`, () => create(file, repository));
  console.log(`  ${(statSync(file).size / 1e6).toFixed(2)} MB`);
}
