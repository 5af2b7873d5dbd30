import * as z from 'zod';
import { decodeFile, type PartText } from '../decode.ts';
import { lazy } from '../lazy.ts';
import { ancillaryFile, apiFile, instancesFile, managedFile } from '../schema.ts';

/**
 * Prices that were read after those that ship: public lists, which add up refresh by refresh, and a price book of one's own,
 * which the next one replaces.
 */
export const refreshedFile = lazy(() =>
  z.object({
    version: z.literal(1),
    lists: z.object({
      instances: instancesFile().optional(),
      managed: managedFile().optional(),
      ancillary: ancillaryFile().optional(),
      api: apiFile().optional(),
    }),
    book: instancesFile().optional(),
  }),
);

export type RefreshedFile = z.infer<ReturnType<typeof refreshedFile>>;

export const noRefreshedPrices: RefreshedFile = { version: 1, lists: {} };

/** The refreshed prices of a text; none for null, and for what is no such text. */
export function readRefreshedFile(text: PartText | null): RefreshedFile {
  return text === null ? noRefreshedPrices : decodeFile(refreshedFile, text, noRefreshedPrices);
}
