/**
 * Processor time of one call over many, milliseconds: the clock would count what else a busy machine does. The first
 * calls, which are compiled yet, are not counted.
 */
export interface Spread {
  readonly median: number;
  /** What 19 of 20 calls stay below. */
  readonly p95: number;
}

export function spread(run: (call: number) => void, calls = 40): Spread {
  const times: number[] = [];
  for (let call = 0; call < calls * 2; call++) {
    const start = process.cpuUsage();
    run(call);
    times.push(processorTime(start));
  }
  const counted = times.slice(calls).sort((a, b) => a - b);
  const at = (share: number): number => counted[Math.floor(counted.length * share)] ?? NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** Milliseconds since the start, all threads together. */
export function processorTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export function median(run: (call: number) => void, calls?: number): number {
  return spread(run, calls).median;
}

/** One line of a table: what, how long, and how that compares. */
export function row(what: string, milliseconds: number, note = ''): string {
  return `${what.padEnd(52)} ${milliseconds.toFixed(2).padStart(9)} ms  ${note}`.trimEnd();
}
