import type { ParsedFile } from '../model/document.ts';
import type { Currency } from '../model/environment.ts';
import { readAssumptions } from './readAssumptions.ts';

/**
 * The currency an analysis shows money in: the one of the settings; where these leave it at US dollars, the one the
 * assumptions files state. Totals need a single one, so files that disagree change nothing.
 */
export function shownCurrency(setting: Currency, files: readonly ParsedFile[]): Currency {
  if (setting.code !== 'USD') return setting;
  const stated = files.flatMap((file) => readAssumptions(file).assumptions.values.currency ?? []);
  const [first] = stated;
  if (first === undefined) return setting;
  const agree = stated.every(({ code, perUsd }) => code === first.code && perUsd === first.perUsd);
  return agree ? first : setting;
}
