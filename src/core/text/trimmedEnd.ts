/**
 * Where a text ends once the given characters are taken from its end: `text.slice(0, trimmedEnd(text, '/'))`. Not a regular
 * expression: those begin anew at every character of a long run, which takes minutes for a run as long as a file may be.
 *
 * @param end The part of the text before it is looked at; all of it by default.
 */
export function trimmedEnd(text: string, characters: string, end = text.length): number {
  let at = end;
  while (at > 0 && characters.includes(text.charAt(at - 1))) at -= 1;
  return at;
}
