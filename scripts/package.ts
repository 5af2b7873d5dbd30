// npm run package: builds and writes serving-cost-VERSION.vsix
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.ts';
import { createPackage } from './package/vsix.ts';
import { runCommand } from './system/command.ts';
import { step } from './system/step.ts';

const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const build = ['--import', 'tsx', 'scripts/build.ts'];
await step('Building', () => runCommand(process.execPath, build, { cwd: root }));
const file = path.join(root, `${name}-${version}.vsix`);
await step(`Packing ${path.basename(file)}`, () => createPackage(file));
