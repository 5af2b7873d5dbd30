import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { firstLens } from '../../scripts/host/openWorkbench.ts';

/** A busy machine takes its time. */
export const patience = { timeout: 45_000 };

/** The month that the first lens says; an empty text while there is none. */
export async function lensMonth(page: Page): Promise<string> {
  const [text = ''] = await firstLens(page).allInnerTexts();
  return /^\$[\d,.]+\/mo/.exec(text)?.[0] ?? '';
}

/** Waits for a lens that says another month. */
export async function monthAfter(page: Page, before: string): Promise<string> {
  // What was seen counts: while lenses are set up anew none may stand there, and one of before may come back for a moment.
  let month = '';
  const look = async (): Promise<boolean> => {
    month = await lensMonth(page);
    return month !== '' && month !== before;
  };
  await expect.poll(look, patience).toBe(true);
  return month;
}
