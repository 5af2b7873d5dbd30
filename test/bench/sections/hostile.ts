import { parseFile } from '../../../src/core/syntax/parse.ts';
import { hostileTexts } from '../../support/hostileTexts.ts';
import type { Figures } from '../figures.ts';
import { benchSource } from '../manifest.ts';
import { median } from '../measure.ts';

export function benchHostile(figures: Figures): void {
  for (const [name, text] of Object.entries(hostileTexts)) {
    const file = benchSource(text);
    const [problem] = parseFile(file).problems;
    figures.time(
      name,
      median(() => parseFile(file), 5),
      problem?.code ?? 'read',
    );
  }
}
