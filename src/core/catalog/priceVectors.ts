import { lazy } from './lazy.ts';

/** Price lists carry six digits after the point; products of base and ratio are rounded to them. */
export function roundPrice(value: number): number {
  return Number(value.toFixed(6));
}

/** A vector written as text: numbers separated by commas, null where a place is empty. Decoded on first use. */
export function vectorReader(
  texts: readonly string[],
): (index: number) => readonly (number | null)[] {
  const vectors = texts.map((text) =>
    lazy(() => text.split(',').map((cell) => (cell === '' ? null : Number(cell)))),
  );
  return (index) => vectors[index]?.() ?? [];
}
