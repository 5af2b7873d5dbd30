/** What comments meant for this product begin with. */
export const commentMark = 'serving-cost:';

/** What such a comment is about: findings that are not wanted (`ignore[spot] why`), or else what has to be served. */
export function speaksOfFindings(words: string): boolean {
  return /^ignore\b|^[\w-]*\s*\[/i.test(words);
}
