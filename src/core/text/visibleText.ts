/** Control characters (terminal escapes, line breaks) and marks that turn the direction of the text around them. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Text of a config file on one line, as a reader sees it: what is invisible or moves other text becomes a space. */
export function visibleText(text: string): string {
  return text.replace(invisible, ' ');
}
