import { at, type Located } from '../located.ts';

/** The spelling of a field that the file uses: APIs write `camelCase`, their Python clients `snake_case`. */
export function spellingIn(from: Located | null, name: string): string {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return at(from, snake) ? snake : name;
}
