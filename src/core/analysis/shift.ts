import type { Span } from '../text/span.ts';

/** What stands in the file stood so many code units earlier before. */
export interface Shift {
  readonly uri: string;
  readonly by: number;
}

type PlainRecord = Readonly<Record<string, unknown>>;

/**
 * True when two values of plain data differ in nothing but places in the file of the shift, and in all of these by just
 * that. A place is a span; its file is the `uri` beside or around it, else that of the shift.
 */
export function isShifted(before: unknown, after: unknown, shift: Shift): boolean {
  return isSame(before, after, shift, shift.by);
}

/** @param by What places move by here: nothing below the URI of another file. */
function isSame(before: unknown, after: unknown, shift: Shift, by: number): boolean {
  if (!isObject(before) || !isObject(after)) return Object.is(before, after);
  if (before === after && by === 0) return true;
  if (Array.isArray(before) || Array.isArray(after)) {
    return (
      Array.isArray(before) &&
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item, index) => isSame(item, after[index], shift, by))
    );
  }
  const byHere = 'uri' in before ? byIn(before.uri, shift) : by;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => {
      const [from, to] = [before[key], after[key]];
      if (isPlaceKey(key) && isSpan(from) && isSpan(to)) {
        return from.start + byHere === to.start && from.end + byHere === to.end;
      }
      return key in after && isSame(from, to, shift, byHere);
    })
  );
}

/** The value with its origins in the file of the shift moved along; the same object where there are none. */
export function shifted<T>(value: T, shift: Shift): T {
  return shift.by === 0 ? value : (move(value, shift) as T);
}

function move(value: unknown, shift: Shift): unknown {
  if (!isObject(value)) return value;
  if (Array.isArray(value)) {
    // Hours of a week hold no places.
    if (typeof value[0] === 'number') return value;
    const items = value.map((item) => move(item, shift));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const { uri, span } = value;
  if (isSpan(span)) {
    const by = byIn(uri, shift);
    return by === 0 ? value : { ...value, span: { start: span.start + by, end: span.end + by } };
  }
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(value)) {
    const moved = move(value[key], shift);
    if (moved !== value[key]) (copy ??= { ...value })[key] = moved;
  }
  return copy ?? value;
}

function byIn(uri: unknown, shift: Shift): number {
  return uri === shift.uri ? shift.by : 0;
}

function isPlaceKey(key: string): boolean {
  return key === 'span' || key === 'nameSpan';
}

function isSpan(value: unknown): value is Span {
  return isObject(value) && typeof value.start === 'number' && typeof value.end === 'number';
}

function isObject(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null;
}
