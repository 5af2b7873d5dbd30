/**
 * An expression for the globs of VS Code's settings (code.visualstudio.com/docs/editor/glob-patterns): `**`, `*`, `?`,
 * `{a,b}` and `[0-9]`, for paths relative to the workspace folder. Null for one that cannot be read.
 */
export function globToRegExp(glob: string): RegExp | null {
  const pattern = glob
    .replace(/\/$/, '')
    .replace(
      /\*\*\/|\*\*|\*|\?|\[!|[{},[\]]|[\\^$.|+()]/g,
      (token) => words[token] ?? `\\${token}`,
    );
  try {
    return new RegExp(`^${pattern}$`);
  } catch {
    return null;
  }
}

const words: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
  ',': '|',
  '[!': '[^',
  '[': '[',
  ']': ']',
};
