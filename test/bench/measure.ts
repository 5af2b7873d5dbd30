/** Milliseconds of one call, the median over many; the first calls, which are compiled yet, are not counted. */
export function median(run: (call: number) => void, calls = 40): number {
  const times: number[] = [];
  for (let call = 0; call < calls * 2; call++) {
    const start = performance.now();
    run(call);
    times.push(performance.now() - start);
  }
  const counted = times.slice(calls).sort((a, b) => a - b);
  return counted[Math.floor(counted.length / 2)] ?? NaN;
}

/** One line of a table: what, how long, and how that compares. */
export function row(what: string, milliseconds: number, note = ''): string {
  return `${what.padEnd(52)} ${milliseconds.toFixed(2).padStart(9)} ms  ${note}`.trimEnd();
}
