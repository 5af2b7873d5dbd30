export const secondsPerWeek = 168 * 3600;

/** A value from `at` (seconds into a week that repeats) to the next step. The first stands at 0; they are in order. */
export interface Step {
  readonly at: number;
  readonly value: number;
}

/** The largest value between `to` and `from` seconds before each moment, `from` ≤ `to`. */
export function trailingMaximum(steps: readonly Step[], from: number, to: number): readonly Step[] {
  return trailing(steps, from, to, 1);
}

/** The smallest value in the last `span` seconds before each moment. */
export function trailingMinimum(steps: readonly Step[], span: number): readonly Step[] {
  return trailing(steps, 0, span, -1);
}

interface Stretch extends Step {
  readonly end: number;
}

/**
 * Sliding extreme of a piecewise constant function, exactly: each stretch counts from its start + `from` to its end +
 * `to`, and of those that count at a moment the queue keeps the ones that can still become the extreme.
 */
function trailing(steps: readonly Step[], from: number, to: number, sign: 1 | -1): readonly Step[] {
  const stretches = unrolled(steps, to);
  const queue: Stretch[] = [];
  const result: Step[] = [];
  let head = 0;
  let next = 0;
  let now = 0;
  while (now < secondsPerWeek) {
    for (; next < stretches.length; next++) {
      const entering = stretches[next];
      if (entering === undefined || entering.at + from > now) break;
      while (queue.length > head && sign * (queue.at(-1)?.value ?? 0) <= sign * entering.value) {
        queue.pop();
      }
      queue.push(entering);
    }
    let first = queue[head];
    while (first !== undefined && first.end + to <= now) first = queue[++head];
    if (first === undefined) break;
    if (result.at(-1)?.value !== first.value) result.push({ at: now, value: first.value });
    now = Math.min((stretches[next]?.at ?? Infinity) + from, first.end + to);
  }
  return result;
}

/** The stretches of the week and of as much of the weeks before it as `span` seconds reach into. */
function unrolled(steps: readonly Step[], span: number): readonly Stretch[] {
  const week = merged(steps);
  const stretches: Stretch[] = [];
  const back = Math.min(2, Math.ceil(span / secondsPerWeek));
  for (let turn = -back; turn <= 0; turn++) {
    const shift = turn * secondsPerWeek;
    week.forEach((step, index) => {
      const end = (week[index + 1]?.at ?? secondsPerWeek) + shift;
      if (end + span >= 0) stretches.push({ at: step.at + shift, end, value: step.value });
    });
  }
  return stretches;
}

function merged(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => index === 0 || step.value !== steps[index - 1]?.value);
}
