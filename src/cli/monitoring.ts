import { measureSteps, readMatchers, secondsOf } from '../core/index.ts';
import type { Measurements } from '../core/measurements/measured.ts';
import type { Target } from '../core/measurements/target.ts';
import { askPrometheus } from '../host/askPrometheus.ts';
import { hoursOf, prometheusEndpoint } from '../host/prometheusEndpoint.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

interface Flags {
  readonly range?: string | undefined;
  readonly until?: string | undefined;
  readonly selector?: string | undefined;
  readonly tenant?: string | undefined;
  readonly timeout?: string | undefined;
}

const hour = 3600;

/**
 * What monitoring says of the deployments.
 *
 * @throws UsageError when it cannot be asked, or does not answer as it should.
 */
export async function readMonitoring(
  address: string,
  flags: Flags,
  targets: readonly Target[],
  terminal: Terminal,
  progress: Progress,
): Promise<Measurements> {
  const { env } = terminal;
  const endpoint = prometheusEndpoint(address, {
    token: filled(env.SERVING_COST_PROMETHEUS_TOKEN),
    user: filled(env.SERVING_COST_PROMETHEUS_USER),
    password: filled(env.SERVING_COST_PROMETHEUS_PASSWORD),
    tenant: flags.tenant ?? filled(env.SERVING_COST_PROMETHEUS_TENANT),
  });
  if ('problem' in endpoint) throw new UsageError(endpoint.problem);
  const { host } = endpoint.url;
  const matchers = readMatchers(flags.selector ?? '');
  if (matchers === null) {
    throw new UsageError(
      `--selector ${flags.selector ?? ''}: expected matchers such as namespace="prod",cluster=~"eu-.*".`,
    );
  }
  const steps = measureSteps({ targets, range: rangeOf(flags, terminal), matchers, host });
  const patient = { ...endpoint, timeout: timeoutOf(flags) ?? endpoint.timeout };
  const result = await askPrometheus(steps, patient, {
    signal: new AbortController().signal,
    progress: (answers) => {
      progress.update(`Asking ${host}: ${answers} answers`);
    },
  });
  progress.done();
  if (result === null) throw new UsageError(`${host} was not asked to the end.`);
  if ('failed' in result) throw new UsageError(`${host} ${result.failed}. Nothing was written.`);
  return result;
}

/** Milliseconds for one answer; null = the default. */
function timeoutOf({ timeout }: Flags): number | null {
  if (timeout === undefined) return null;
  const seconds = Number(timeout);
  if (timeout.trim() === '' || !(seconds > 0) || !(seconds <= longestTimeout)) {
    throw new UsageError(`--timeout ${timeout}: expected seconds, ${longestTimeout} at most.`);
  }
  return seconds * 1000;
}

/** Seconds. */
const longestTimeout = 3600;

/** Whole hours: they are what is counted by. */
function rangeOf({ range = '7d', until }: Flags, { now }: Terminal): { from: number; to: number } {
  const hours = hoursOf(range);
  if (hours === null)
    throw new UsageError(`--range ${range}: expected 12h, 7d or 4w, a year at most.`);
  const end = until === undefined ? now() / 1000 : secondsOf(until);
  if (end === null) {
    throw new UsageError(`--until ${until ?? ''}: expected a time such as 2026-11-27T14:00Z.`);
  }
  const to = Math.floor(end / hour) * hour;
  return { from: to - hours * hour, to };
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
