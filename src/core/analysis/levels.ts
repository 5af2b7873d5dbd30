import { readAssumptions } from '../assumptions/readAssumptions.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Finding, FindingLevel } from '../model/finding.ts';

/**
 * Findings at the levels that the user wants for them: settings go before the assumptions file that holds. Those that are
 * off are left out.
 */
export function atChosenLevels(
  findings: readonly Finding[],
  assumptions: ParsedFile | null,
  settings: Readonly<Record<string, FindingLevel>>,
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const stated = assumptions === null ? {} : readAssumptions(assumptions).assumptions.values.rules;
  return findings.flatMap((finding): Finding[] => {
    const level = settings[finding.code] ?? stated?.[finding.code] ?? finding.level;
    return level === 'off' ? [] : [{ ...finding, level }];
  });
}
