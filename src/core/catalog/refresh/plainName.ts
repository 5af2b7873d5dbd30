const LONGEST_NAME = 100;
const LONGEST_SOURCE = 500;

/**
 * Whether a text can be the name of a machine or a region: printable, on one line, without marks that turn the direction of text,
 * and not endless. Names are printed on terminals and in reports.
 */
export function isPlainName(name: string): boolean {
  return isPlain(name, LONGEST_NAME);
}

/** Whether a text can say where a price is from. */
export function isPlainSource(source: string): boolean {
  return isPlain(source, LONGEST_SOURCE);
}

function isPlain(text: string, longest: number): boolean {
  return (
    text.trim() !== '' &&
    text.length <= longest &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u.test(text)
  );
}
