import * as z from 'zod';
import { lazy } from '../lazy.ts';

/** One refresh that was kept. */
export interface PriceState {
  /** Id of the catalogue that it made. */
  readonly id: string;
  readonly asOf: string;
  /** `YYYY-MM-DD`. */
  readonly refreshedOn: string;
  /** Folders and addresses that were read. */
  readonly from: readonly string[];
  /** Of the text of its prices. */
  readonly sha256: string;
}

const word = lazy(() => z.string().max(2_000));

const head = lazy(() =>
  z.object({
    version: z.literal(1),
    states: z
      .array(
        z.object({
          id: word(),
          asOf: word(),
          refreshedOn: word(),
          from: z.array(word()).max(1_000),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .max(100),
  }),
);

/** The states that the first line of a file of refreshed prices names; null for what is no such line. */
export function readPriceStates(line: string): readonly PriceState[] | null {
  try {
    return head().safeParse(JSON.parse(line)).data?.states ?? null;
  } catch {
    return null;
  }
}
