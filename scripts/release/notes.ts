// npx tsx scripts/release/notes.ts TAG: prints what the changelog says of the version of this tag, once it is a release.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { productVersion } from '../../src/core/version.ts';
import { readManifest } from '../package/manifest.ts';
import { root } from '../root.ts';
import { notesOf } from './changelog.ts';

const [tag = ''] = process.argv.slice(2);
const { version } = readManifest();
if (tag !== `v${version}` || version !== productVersion) {
  throw new Error(`The tag is ${tag}, package.json has ${version}, src/core ${productVersion}.`);
}
const notes = notesOf(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), version);
if (notes === null) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
process.stdout.write(notes);
