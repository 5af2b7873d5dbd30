/** Soft maximum of memory time and compute time: they overlap, but not perfectly where they are equal. */
export function softMaximum(a: number, b: number): number {
  return Math.cbrt(a * a * a + b * b * b);
}
