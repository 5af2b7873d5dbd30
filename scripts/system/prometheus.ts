import { canInstallPackages, findProgram, installPackages } from './packages.ts';

/** A Prometheus and its tool, as absolute paths. */
export interface Prometheus {
  readonly server: string;
  readonly tool: string;
}

/**
 * A Prometheus to ask in tests: one on the PATH, or the Debian package where it can be installed. Undefined where there is
 * none: then what needs it is left out, and says so.
 */
export async function findPrometheus(): Promise<Prometheus | undefined> {
  const known = locate();
  if (known !== undefined || !canInstallPackages()) return known;
  await installPackages('prometheus').catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : String(error));
  });
  return locate();
}

function locate(): Prometheus | undefined {
  const server = findProgram('prometheus');
  const tool = findProgram('promtool');
  return server === undefined || tool === undefined ? undefined : { server, tool };
}
