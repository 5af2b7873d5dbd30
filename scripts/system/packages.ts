import { accessSync, constants } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './command.ts';
import { step } from './step.ts';

/** The first of these programs that is on the PATH, as an absolute path; undefined if none is. */
export function findProgram(...names: readonly string[]): string | undefined {
  return findProgramIn((process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...names);
}

/** The same in these folders. */
export function findProgramIn(
  folders: readonly string[],
  ...names: readonly string[]
): string | undefined {
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether this process may install system packages without asking anyone: root on Debian or Ubuntu. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** Installs Debian packages; throws a CommandError when apt cannot. */
export async function installPackages(...packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${packages.join(', ')} with apt`, async () => {
    await runCommand('apt-get', ['update'], { env });
    await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  });
}

/** Unpacks what a Debian package holds into a folder: nothing of the system changes. Throws a CommandError when apt cannot. */
export async function unpackPackage(name: string, folder: string): Promise<void> {
  await step(`Unpacking the Debian package ${name}`, async () => {
    const download = await mkdtemp(path.join(tmpdir(), 'serving-cost-package-'));
    try {
      const fetchPackage = (): Promise<string> =>
        runCommand('apt-get', ['download', name], { cwd: download });
      await fetchPackage().catch(async (error: unknown) => {
        // Without lists apt knows no package.
        if (!canInstallPackages()) throw error;
        await runCommand('apt-get', ['update']);
        await fetchPackage();
      });
      const [file = ''] = await readdir(download);
      // It appears by one rename: it is complete or absent.
      const part = `${folder}.part`;
      await rm(part, { recursive: true, force: true });
      await runCommand('dpkg-deb', ['--extract', path.join(download, file), part]);
      await rename(part, folder);
    } finally {
      await rm(download, { recursive: true, force: true });
    }
  });
}
