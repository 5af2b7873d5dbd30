import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { productBundles } from '../build/bundles.ts';
import { root } from '../root.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/** Folders of the packages that end up in what users get, below `node_modules`. */
async function bundledPackages(): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { options } of productBundles(true)) {
    const { metafile } = await build({ ...options, metafile: true, write: false });
    for (const input of Object.keys(metafile.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined) found.add(folder);
    }
  }
  return [...found].sort();
}

/** Licences of everything of others that is in the package, with their texts as they came; one paragraph a package. */
export async function noticesText(): Promise<string> {
  const parts = (await bundledPackages()).map((folder) => {
    const place = path.join(root, folder);
    const { name, version, license, homepage } = JSON.parse(
      readFileSync(path.join(place, 'package.json'), 'utf8'),
    ) as Manifest;
    const file = readdirSync(place).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? '' : readFileSync(path.join(place, file), 'utf8').trim();
    const facts = [`Licence: ${license ?? 'see below'}`, ...(homepage ? [homepage] : [])];
    return [`${name} ${version}`, ...facts, '', text.replaceAll('\r\n', '\n')].join('\n').trim();
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `Serving Cost contains code of these packages.\n\n${parts.length} packages, written by \`npm run notices\`.${rule}${parts.join(rule)}\n`;
}
