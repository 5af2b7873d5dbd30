import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { root } from '../root.ts';

/** The files that a package of this folder would hold, as .vscodeignore allows them. */
export async function listPackage(): Promise<readonly string[]> {
  return listFiles({ cwd: root, packageManager: PackageManager.None });
}

/** Packs what is in dist/ now. All dependencies are bundled, so none is packed. */
export async function createPackage(file: string): Promise<void> {
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
