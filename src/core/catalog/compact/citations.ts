/** Collects `[source, as-of]` pairs of one file, each once, in order of first use. */
export class Citations {
  readonly #indexes = new Map<string, number>();
  readonly list: [string, string][] = [];

  /** Index of the pair. An empty source or date is said to be unknown. */
  add(source: string, asOf: string): number {
    const pair: [string, string] = [readableSource(source), asOf || 'undated'];
    const key = pair.join('\t');
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.list.length);
    return this.list.push(pair) - 1;
  }
}

/** Source notes of the tables in words for a reader: `memory` stands for "written down without a document at hand". */
function readableSource(source: string): string {
  const plain = source
    .replace(/^memory\b/, 'from memory, unverified')
    .replace(/, find_string ids [\d/]+/, '')
    .replace(/ via docs corpus| \(docs corpus\)/, '');
  return plain === '' ? 'source not stated' : plain;
}

/** The newest date a citation text mentions, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; 'undated' when it mentions none. */
export function dateIn(source: string): string {
  const dates = source.match(/\b20[12]\d(-[01]\d(-[0-3]\d)?)?\b/g) ?? [];
  return [...dates].sort().at(-1) ?? 'undated';
}

/** The newest of some dates; 'undated' when none of them is one. */
export function newest(dates: Iterable<string>): string {
  return (
    [...dates]
      .filter((date) => /^\d/.test(date))
      .sort()
      .at(-1) ?? 'undated'
  );
}
