import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noStore, type PriceStore } from '../host/prices/priceStore.ts';
import { systemReason, UsageError } from './usageError.ts';
import { writeWholeFile } from './writeFile.ts';

/** Refreshed prices in a folder of the user; none where there is no folder. */
export function priceStore(folder: string | null): PriceStore {
  if (folder === null) return noStore;
  const place = join(folder, 'prices.jsonl');
  return {
    place,
    read: async () => {
      try {
        return await readFile(place, 'utf8');
      } catch (error) {
        const reason = systemReason(error);
        if (reason === systemReason(Object.assign(new Error(), { code: 'ENOENT' }))) return null;
        throw new UsageError(reason);
      }
    },
    replace: async (text) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      } catch (error) {
        throw new UsageError(`${folder} was not made: ${systemReason(error)}.`);
      }
      writeWholeFile(place, text, place);
    },
  };
}
