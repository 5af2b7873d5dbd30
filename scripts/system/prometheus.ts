import path from 'node:path';
import { root } from '../root.ts';
import { withLock } from './lock.ts';
import { findProgram, findProgramIn, unpackPackage } from './packages.ts';

/** A Prometheus and its tool, as absolute paths. */
export interface Prometheus {
  readonly server: string;
  readonly tool: string;
}

const folder = path.join(root, '.cache/prometheus');

/**
 * A Prometheus to ask in tests: one on the PATH, or the Debian package, unpacked beside the project so that no service starts.
 * Undefined where there is none: then what needs it is left out, and says so.
 */
export async function findPrometheus(): Promise<Prometheus | undefined> {
  const known = locate();
  if (known !== undefined || findProgram('apt-get') === undefined) return known;
  await withLock(`${folder}.lock`, async () => {
    if (locate() === undefined) await unpackPackage('prometheus', folder);
  }).catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : String(error));
  });
  return locate();
}

function locate(): Prometheus | undefined {
  const own = [path.join(folder, 'usr/bin')];
  const server = findProgram('prometheus') ?? findProgramIn(own, 'prometheus');
  const tool = findProgram('promtool') ?? findProgramIn(own, 'promtool');
  return server === undefined || tool === undefined ? undefined : { server, tool };
}
