import type { BeforeAfter, Consequence, FixEffect, HeldBack } from '../model/finding.ts';
import { ruleDescriptions } from '../advice/ruleDescriptions.ts';
import { formatMilliseconds, formatPercent } from './format.ts';

/** What a fix does to the requests, one phrase for each figure that visibly moves: `TTFT 0.4 s → 0.6 s`. */
export function effectTexts(effect: Omit<FixEffect, 'monthly'> | null): readonly string[] {
  if (effect === null) return [];
  return [
    moved('TTFT', effect.ttftMs, formatMilliseconds),
    moved('TPOT', effect.tpotMs, formatMilliseconds),
    moved('Late or dropped', effect.missedShare, formatPercent),
  ].flat();
}

function moved(
  name: string,
  { before, after }: BeforeAfter,
  format: (value: number) => string,
): readonly string[] {
  if (before === null || after === null) return [];
  const [from, to] = [format(before), format(after)];
  return from === to ? [] : [`${name} ${from} → ${to}`];
}

/** `medium risk, hours of work, rolling restart, reversible`. */
export function consequenceText(consequence: Consequence): string {
  const { risk, effort, downtime, reversible } = consequence;
  return [
    risk === 'none' ? 'no risk' : `${risk} risk`,
    `${effort} of work`,
    downtime === 'none' ? 'no restart' : downtime,
    reversible ? 'reversible' : 'not reversible by the edit alone',
  ].join(', ');
}

/** `Quantize the weights: p95 TTFT would be 1.9 s, limit 1.0 s`. */
export function notProposedText({ code, reason }: HeldBack): string {
  return `${ruleDescriptions.find((rule) => rule.code === code)?.title ?? code}: ${reason}`;
}
