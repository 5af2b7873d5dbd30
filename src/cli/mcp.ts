import { inlineBase, productVersion } from '../core/index.ts';
import type { Host, ReadSubject } from '../mcp/host.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { confinedPath, realFolder, staysInside } from './confine.ts';
import { environmentOptions, environmentUsage, readEnvironment } from './environment.ts';
import { parseOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import { today, type Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Tools for language models, by the model context protocol. */
export const mcp: Command = {
  summary: 'answer language models: report, estimate, optimize … (MCP over stdio)',
  usage: `mcp [FOLDER]… [OPTION]…

  Speaks the Model Context Protocol on standard input and output; an assistant starts it.
  Reads files in FOLDER alone, by default in the current folder, and writes none.

  FOLDER               paths in calls are relative to the first one
${environmentUsage}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, environmentOptions);
    const given = positionals.length === 0 ? ['.'] : positionals;
    const roots = given.map((folder) => realFolder(folder, terminal.cwd));
    const catalog = await openCatalog(terminal);
    const environment = () =>
      readEnvironment(values, catalog, { cwd: terminal.cwd, today: today() });
    // A mistake in the options is told at once, not with the first call.
    environment();
    // Other commands do not pay for the protocol.
    const { serveStdio } = await import('../mcp/serveStdio.ts');
    await serveStdio(confinedHost(roots, environment, terminal));
    return 0;
  },
};

/** A host that reads in these folders alone; the first is what paths are relative to. */
function confinedHost(
  roots: readonly string[],
  environment: Host['environment'],
  terminal: Terminal,
): Host {
  const cwd = roots[0] ?? terminal.cwd;
  // Standard output belongs to the protocol, standard error to what goes wrong.
  const silent = createProgress({ ...terminal, interactive: false });
  const accepts = (path: string) => staysInside(path, roots);
  async function readPaths(paths: readonly string[]): Promise<ReadSubject> {
    const confined = paths.map((path) => confinedPath(path, roots));
    return readDocuments(confined, { ...terminal, cwd }, silent, { accepts });
  }
  return {
    version: productVersion,
    environment,
    read: async (subject) => {
      if (subject.kind === 'documents') {
        return { documents: subject.documents, skipped: [], base: inlineBase };
      }
      try {
        return await readPaths(subject.paths);
      } catch (error) {
        if (error instanceof UsageError) return { refused: error.message };
        throw error;
      }
    },
  };
}
