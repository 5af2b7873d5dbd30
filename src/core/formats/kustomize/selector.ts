/** Names of objects are at most this long (kubernetes.io/docs/concepts/overview/working-with-objects/names). */
const LONGEST_TEXT = 253;
const LONGEST_PATTERN = 200;
/** What a pattern may leave open: tries grow with the power of the one and with two to the power of the other. */
const most = { repetitions: 3, alternatives: 8 };

/**
 * Whether the selector of a patch's target means a name or kind: Kustomize takes it for an anchored regular expression. One
 * that is none, or that could keep the matcher of this language busy for long (Kustomize's own cannot be), means what is
 * written as it is alone.
 */
export function selects(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (text.length > LONGEST_TEXT || !isExpression(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

function isExpression(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN || !/[.*+?|()[\]^$\\]/.test(pattern)) return false;
  // Classes and escapes hold none of the signs that follow.
  const bare = pattern.replace(/\\[^\d]|\[(?:[^\]\\]|\\.)*\]/g, 'x');
  const isRepeatedGroup = /\)[*+?{]/.test(bare);
  const refersBack = /\\\d|\(\?/.test(bare);
  const repetitions = bare.match(/[*+?{]/g)?.length ?? 0;
  const alternatives = bare.match(/\|/g)?.length ?? 0;
  return (
    !isRepeatedGroup &&
    !refersBack &&
    repetitions <= most.repetitions &&
    alternatives <= most.alternatives
  );
}
