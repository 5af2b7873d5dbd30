// Run by `npm version`: carries the version of package.json to where it is also written.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from '../package/manifest.ts';
import { root } from '../root.ts';
import { released } from './changelog.ts';

const { version } = readManifest();
const today = new Date().toISOString().slice(0, 10);
const changelog = path.join(root, 'CHANGELOG.md');
// First, since it may refuse.
writeFileSync(changelog, released(readFileSync(changelog, 'utf8'), version, today));

const source = path.join(root, 'src/core/version.ts');
const stated = /(?<=productVersion = ')[^']*/;
writeFileSync(source, readFileSync(source, 'utf8').replace(stated, version));
