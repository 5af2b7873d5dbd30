import type { ChartAxis } from '../../src/core/report/chart/chartSchema.ts';

/** Where a value lies between the ends of its axis, 0–1; what is outside (or 0 on a log scale) lies at the end. */
export function share(
  { scale, from, to }: Omit<ChartAxis, 'title' | 'ticks'>,
  value: number,
): number {
  const part =
    scale === 'log'
      ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
      : (value - from) / (to - from);
  return Number.isNaN(part) ? 0 : Math.min(1, Math.max(0, part));
}

/** Pixels that words take, near enough to keep them apart: proportional fonts are at most about 0.62 em wide on average. */
export function textWidth(text: string, fontSize: number): number {
  return text.length * fontSize * 0.62;
}

export interface Word {
  /** Pixels along the axis. */
  readonly at: number;
  readonly text: string;
}

/**
 * The words along a horizontal axis for which there is room: every first, second, third … of those that have any, so that
 * they stay evenly spaced. The one at `important` pixels, else the first, is always there.
 */
export function wordsThatFit(
  words: readonly Word[],
  fontSize: number,
  important?: number,
): readonly Word[] {
  const labelled = words.filter(({ text }) => text !== '');
  const kept = Math.max(
    0,
    labelled.findIndex(({ at }) => at === important),
  );
  for (let every = 1; every < labelled.length; every++) {
    const some = labelled.filter((_, index) => (index - kept) % every === 0);
    if (areApart(some, fontSize)) return some;
  }
  return labelled.slice(kept, kept + 1);
}

function areApart(words: readonly Word[], fontSize: number): boolean {
  return words.every((word, index) => {
    const before = words[index - 1];
    if (before === undefined) return true;
    const halves = (textWidth(word.text, fontSize) + textWidth(before.text, fontSize)) / 2;
    return word.at - before.at >= halves + fontSize * 0.8;
  });
}

/** The index of the nearest of `points` to a place; −1 without any. `alongOnly`: heights do not count. */
export function nearest(
  points: readonly { readonly x: number; readonly y: number }[],
  place: { readonly x: number; readonly y: number },
  alongOnly: boolean,
): number {
  let best = -1;
  let least = Infinity;
  for (const [index, { x, y }] of points.entries()) {
    const distance = alongOnly ? Math.abs(x - place.x) : Math.hypot(x - place.x, y - place.y);
    if (distance < least) {
      best = index;
      least = distance;
    }
  }
  return best;
}
