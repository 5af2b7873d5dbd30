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
  await expect.poll(async () => ['', before].includes(await lensMonth(page)), patience).toBe(false);
  return lensMonth(page);
}
