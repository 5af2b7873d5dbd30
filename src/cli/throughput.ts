import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { predictThroughput } from '../core/index.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { parseOptions } from './options.ts';
import { UsageError } from './usageError.ts';

/** Answers are written in blocks: one system call for many rows. */
const BLOCK = 1 << 16;

/** Performance predictions in bulk. */
export const throughput: Command = {
  summary: 'predict throughput and latency: one JSON object a line in, one a line out',
  usage: `throughput < ROWS > PREDICTIONS

  A row: {"id", "model", "accelerator", "gpus", "tp", "pp", "ep", "weightPrecision", "kvPrecision",
  "engine", "inputTokens", "outputTokens", "concurrency"}; concurrency may be left out (as many
  requests as the memory allows). Answers come in the order of the rows; a row that cannot be
  answered gives {"id", "error"}.`,
  async run(args, terminal) {
    const { positionals } = parseOptions(args, {});
    if (positionals.length > 0) throw new UsageError('throughput reads standard input alone.');
    const catalog = await openCatalog(terminal);
    let number = 0;
    let block = '';
    const lines = createInterface({ input: Readable.from(terminal.stdin), crlfDelay: Infinity });
    for await (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      const row = parseRow(line);
      const answer =
        row === undefined
          ? { id: null, error: `line ${number} is not JSON` }
          : predictThroughput(row.value, catalog);
      block += `${JSON.stringify(answer)}\n`;
      if (block.length < BLOCK) continue;
      await terminal.write(block);
      block = '';
    }
    await terminal.write(block);
    return 0;
  },
};

function parseRow(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}
