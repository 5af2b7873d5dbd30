/** A number as a formula in words shows it: three significant digits. */
export function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
