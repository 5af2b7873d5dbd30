import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { commitCostSchema, type CommitCost } from '../../core/index.ts';
import type { Currency } from '../../core/model/environment.ts';
import { writeWholeFile } from '../writeFile.ts';

/** What was worked out before, as long as nothing that it depends on has changed. Losing it is always correct. */
export interface CostCache {
  /** The name of what matters in a tree. */
  readonly names: Map<string, string>;
  /** What commits cost, by the names of what mattered before and after. */
  readonly costs: Map<string, CommitCost>;
  /** What configs show money in, by the name of what matters. */
  readonly currencies: Map<string, Currency>;
  /** Writes down what is new. A folder that cannot be written to is no reason to fail. */
  save(): void;
}

const currencySchema = z
  .object({ code: z.string(), perUsd: z.number().positive(), asOf: z.string().nullable() })
  .readonly();

const fileSchema = z.object({
  version: z.literal(1),
  names: z.record(z.string(), z.string()),
  costs: z.record(z.string(), commitCostSchema),
  currencies: z.record(z.string(), currencySchema),
});

/** Files that nobody wrote to for this long are taken away. Milliseconds. */
const longestKept = 60 * 24 * 3600 * 1000;

/** The cache in a file; `file` is null for one that is not kept. What cannot be read, or is of another form, is as if it were not there. */
export function openCostCache(file: string | null): CostCache {
  const kept = file === null ? null : read(file);
  const names = new Map(Object.entries(kept?.names ?? {}));
  const costs = new Map(Object.entries(kept?.costs ?? {}));
  const currencies = new Map(Object.entries(kept?.currencies ?? {}));
  const size = (): number => names.size + costs.size + currencies.size;
  let written = size();
  return {
    names,
    costs,
    currencies,
    save: () => {
      if (file === null || size() === written) return;
      written = size();
      const text = JSON.stringify({
        version: 1,
        names: Object.fromEntries(names),
        costs: Object.fromEntries(costs),
        currencies: Object.fromEntries(currencies),
      });
      try {
        // What deployments cost is nobody else's business.
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeWholeFile(file, text, file);
        removeOld(dirname(file), basename(file));
      } catch {
        // The next run is as slow as this one, and nothing else.
      }
    },
  };
}

function read(file: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

function removeOld(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    if (name === own || !name.endsWith('.json')) continue;
    const path = join(folder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined && Date.now() - status.mtimeMs > longestKept) rmSync(path);
  }
}
