/** A text after each mutation in turn: so many characters at a place of it, or of what is left, replaced. */
export function mutated(
  text: string,
  mutations: readonly { at: number; length: number; insert: string }[],
): string {
  return mutations.reduce((current, { at, length, insert }) => {
    const start = current.length === 0 ? 0 : at % current.length;
    return current.slice(0, start) + insert + current.slice(start + length);
  }, text);
}
