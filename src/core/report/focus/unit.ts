/** Numbers in front of units, in words or with a comma. */
const counts: readonly (readonly [RegExp, string])[] = [
  [/^million /, '1000000 '],
  [/^10,000 /, '10000 '],
];

/** Words of units that FOCUS writes in its own way. */
const words: Readonly<Record<string, string>> = { month: 'Months', charged: '' };

/**
 * A unit of a component in the Unit Format of FOCUS: `instance-hours` becomes `Instance-Hours`, `GiB-month` becomes
 * `GiB-Months`, `million tokens` becomes `1000000 Tokens`.
 */
export function focusUnit(unit: string): string {
  const counted = counts.reduce((text, [of, count]) => text.replace(of, count), unit);
  return counted.replace(/[a-z][\w]*/gi, capitalized).trim();
}

function capitalized(word: string): string {
  if (Object.hasOwn(words, word)) return words[word] ?? word;
  // Abbreviations of sizes keep their spelling.
  return /^[A-Z]/.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
}
