/** A sentence as what goes on from "not proposed: ": a small letter in front, no stop at the end. */
export function asPhrase(sentence: string): string {
  return withoutStop(sentence.charAt(0).toLowerCase() + sentence.slice(1));
}

export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
