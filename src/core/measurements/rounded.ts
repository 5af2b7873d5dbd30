/** A measured figure with as many digits as it is good for. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
