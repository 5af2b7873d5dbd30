/** Checksums of files by their names, as `sha256sum` writes them: `<64 hex digits>  name`, or `*name` for binary. */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, sum, name] = /^([0-9a-fA-F]{64})[ \t]+\*?(.+)$/.exec(line.trimEnd()) ?? [];
    if (sum !== undefined && name !== undefined) {
      sums.set(name.replace(/^\.\//, ''), sum.toLowerCase());
    }
  }
  return sums;
}

/** The one checksum of a `.sha256` file: with a name or alone; null for what is none. */
export function readChecksum(text: string): string | null {
  return /^\s*([0-9a-fA-F]{64})(?:\s|$)/.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** Whether a name leads to a file below the folder that names it: no way up, no root, no address, nothing that is escaped. */
export function isNameBelow(name: string): boolean {
  return (
    /^[\w.@+ -]+(?:\/[\w.@+ -]+)*$/.test(name) &&
    !name.split('/').some((part) => part === '..' || part === '.' || part.trim() === '')
  );
}
