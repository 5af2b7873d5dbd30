import type { Span } from '../text/span.ts';

/** Where values stand now that stood elsewhere before, by their former place. */
export interface Moves {
  /** False when everything stands where it stood. */
  readonly any: boolean;
  readonly to: ReadonlyMap<string, Span>;
}

/** Keys that say where a value stands, beside origins, which are compared. */
const placeKeys = new Set(['span', 'nameSpan']);

interface Place {
  readonly kind: string;
  readonly uri: string;
  readonly span: Span;
}

/**
 * How the places in two values differ that are otherwise the same; null when they differ in more than places of origin.
 * Both are plain data; functions are not looked at.
 */
export function movesBetween(before: unknown, after: unknown): Moves | null {
  const to = new Map<string, Span>();
  let any = false;

  function move(from: Place, place: Place): boolean {
    const key = keyOf(from);
    const known = to.get(key);
    if (known !== undefined) return isSameSpan(known, place.span);
    to.set(key, place.span);
    any ||= !isSameSpan(from.span, place.span);
    return true;
  }

  function isSame(a: unknown, b: unknown): boolean {
    if (Object.is(a, b) && !(typeof a === 'object' && a !== null)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      return typeof a === 'function' && typeof b === 'function';
    }
    if (Array.isArray(a) || Array.isArray(b)) {
      return (
        Array.isArray(a) &&
        Array.isArray(b) &&
        a.length === b.length &&
        a.every((item, index) => isSame(item, b[index]))
      );
    }
    if (isPlace(a) && isPlace(b)) return a.kind === b.kind && a.uri === b.uri && move(a, b);
    const left = a as Readonly<Record<string, unknown>>;
    const right = b as Readonly<Record<string, unknown>>;
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => key in right && (placeKeys.has(key) || isSame(left[key], right[key])))
    );
  }

  return isSame(before, after) ? { any, to } : null;
}

/** The value with its origins where they stand now; null when one is none of those that were compared. */
export function relocated<T>(value: T, moves: Moves): T | null {
  if (!moves.any) return value;
  const lost: Place[] = [];

  function relocate(inner: unknown): unknown {
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) {
      if (typeof inner[0] === 'number') return inner;
      const items: readonly unknown[] = inner;
      const moved = items.map(relocate);
      return moved.some((item, index) => item !== items[index]) ? moved : items;
    }
    if (isPlace(inner)) {
      const span = moves.to.get(keyOf(inner));
      if (span === undefined) lost.push(inner);
      return span === undefined || isSameSpan(span, inner.span) ? inner : { ...inner, span };
    }
    const record = inner as Readonly<Record<string, unknown>>;
    const moved = Object.entries(record)
      .map(([key, item]) => [key, relocate(item)] as const)
      .filter(([key, item]) => item !== record[key]);
    return moved.length === 0 ? inner : { ...record, ...Object.fromEntries(moved) };
  }

  const moved = relocate(value) as T;
  return lost.length === 0 ? moved : null;
}

/** An origin in a file. */
function isPlace(value: object): value is Place {
  return 'kind' in value && 'span' in value && 'uri' in value && isOriginKind(value.kind);
}

function isOriginKind(kind: unknown): boolean {
  return kind === 'config' || kind === 'assumptions';
}

function keyOf({ kind, uri, span }: Place): string {
  return `${kind} ${span.start} ${span.end} ${uri}`;
}

function isSameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
