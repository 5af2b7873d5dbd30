import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withTemporaryFolder } from '../host/stage.ts';
import { root } from '../root.ts';
import { extensionManifest } from './manifest.ts';
import { readElsewhere } from './readme.ts';
import type { Repository } from './repository.ts';

/** The files that a package of this folder would hold, as .vscodeignore allows them. */
export async function listPackage(): Promise<readonly string[]> {
  return listFiles({ cwd: root, packageManager: PackageManager.None });
}

/**
 * Packs what is in dist/ now as an extension for VS Code. All dependencies are bundled, so none is packed. What its users read
 * leads to the repository where its address is known.
 */
export async function createPackage(file: string, repository?: Repository): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    for (const name of ['.vscodeignore', ...(await listPackage())]) {
      await cp(path.join(root, name), path.join(folder, name));
    }
    const manifest = JSON.stringify(extensionManifest(repository), null, 2);
    await writeFile(path.join(folder, 'package.json'), `${manifest}\n`);
    for (const name of ['README.md', 'CHANGELOG.md']) {
      const page = await readFile(path.join(root, name), 'utf8');
      await writeFile(path.join(folder, name), readElsewhere(page, name, repository));
    }
    await createVSIX({
      cwd: folder,
      packagePath: file,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  });
}
