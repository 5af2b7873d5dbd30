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

export function median(run: (call: number) => void, calls?: number): number {
  return spread(run, calls).median;
}

/** Milliseconds since the start, all threads together. */
function processorTime(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least of some rounds of a work; milliseconds of processor time. `first` is as a command that runs once has it. */
export interface Rounds {
  readonly first: number;
  readonly least: number;
}

export async function roundsOf(work: () => unknown, rounds = 8): Promise<Rounds> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    await work();
    times.push(processorTime(start));
  }
  return { first: times[0] ?? NaN, least: Math.min(...times) };
}
