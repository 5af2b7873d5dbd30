import { existsSync, readFileSync } from 'node:fs';
import type { HostEvent } from './events.ts';
import type { SuiteResult } from '../test/result.ts';

/** The events that the suites inside VS Code have written so far. */
export function readEvents(file: string): readonly HostEvent[] {
  if (!existsSync(file)) return [];
  const events: HostEvent[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      events.push(JSON.parse(line) as HostEvent);
    } catch {
      break; // The last line is being written.
    }
  }
  return events;
}

export function hasEnded(events: readonly HostEvent[]): boolean {
  return events.some(({ kind }) => kind === 'ended');
}

/** Counts the events. A run that did not come to its end has failed, whatever passed before. */
export function toSuiteResult(
  name: string,
  seconds: number,
  events: readonly HostEvent[],
): SuiteResult {
  const count = (kind: HostEvent['kind']): number =>
    events.filter((event) => event.kind === kind).length;
  const details = events.flatMap((event) =>
    event.kind === 'failed' ? [`${event.title}\n${event.error}`] : [],
  );
  const last = events.flatMap((event) => (event.kind === 'started' ? [event.title] : [])).at(-1);
  if (!hasEnded(events)) {
    details.push(
      last === undefined
        ? 'VS Code never began the tests'
        : `It did not come to its end; the last test begun was: ${last}`,
    );
  } else if (count('passed') + count('failed') === 0) {
    details.push('No test ran');
  }
  const failed = Math.max(count('failed'), details.length);
  return {
    name,
    passed: count('passed'),
    failed,
    skipped: count('skipped'),
    seconds,
    details,
  };
}
