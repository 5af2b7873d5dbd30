import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { parseOptions } from './options.ts';
import { UsageError } from './usageError.ts';

/** The language server, for editors without an extension of ours. */
export const lsp: Command = {
  summary: 'a language server: lenses, hints, hovers, findings and fixes in any editor',
  usage: `lsp --stdio

  --stdio              talk the Language Server Protocol on standard input and output

  Editors start it themselves; docs/editors.md has their settings.`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      stdio: { type: 'boolean', default: false },
    });
    if (positionals.length > 0 || !values.stdio) {
      throw new UsageError(
        'lsp talks on standard input and output alone: serving-cost lsp --stdio.',
      );
    }
    const catalog = await openCatalog(terminal);
    // Only who serves loads the protocol.
    const { serveStdio } = await import('../lsp/stdio.ts');
    serveStdio({ today: () => terminal.today, catalog });
    // The connection ends the process.
    return new Promise<number>(() => undefined);
  },
};
