import * as z from 'zod';

/** A share of a whole, 0–1, for bars. */
export const share = z.number().min(0).max(1);

/** Who the deployments on the panel are reported to; null = whoever it is. */
export const groupFilter = z
  .object({ team: z.string().nullable(), environment: z.string().nullable() })
  .readonly();

/** A place in a file of the analysis; the panel shows `label`, the extension opens the rest. */
export const place = z
  .object({
    label: z.string(),
    uri: z.string(),
    start: z.number().int().min(0),
    end: z.number().int().min(0),
  })
  .readonly();

/**
 * Where a value came from: in words, as a place in a file or an `https` address where there is one, and who says so for what is
 * from the catalogue.
 */
export const origin = z
  .object({
    text: z.string(),
    place: place.nullable(),
    url: z.string().nullable(),
    source: z.string().nullable(),
  })
  .readonly();
