import type { Span } from '../text/span.ts';
import { spansOverlap } from '../text/span.ts';
import type { TemplateExpression } from './templateExpressions.ts';
import { findTemplateExpressions } from './templateExpressions.ts';
import type { ParseProblem } from './tree.ts';

/**
 * A template with its expressions hidden so that what remains reads as YAML. Same length as the original, so every
 * offset holds in both.
 */
export interface TemplateMask {
  readonly text: string;
  /** What of the document depends on values that are not here. */
  readonly problems: readonly ParseProblem[];
  /** The text of a scalar or key at `span`, its expressions put back. */
  restore(masked: string, span: Span): string;
  /** True when an expression starts in the span. */
  touches(span: Span): boolean;
  /** The expression on lines of its own that takes the place of an empty value at `offset`. */
  insertionAt(offset: number): Span | null;
}

/**
 * Hides inline expressions behind filler characters (they become part of a scalar) and blanks lines that hold nothing
 * but expressions.
 */
export function maskTemplate(text: string): TemplateMask {
  const expressions = findTemplateExpressions(text);
  const blankedGroups = groupsOnOwnLines(text, expressions);
  const blanked = new Set(blankedGroups.flat());
  const filler = unusedCharacter(text);

  let masked = '';
  let done = 0;
  for (const expression of expressions) {
    const { start, end } = expression.span;
    masked +=
      text.slice(done, start) +
      hide(text.slice(start, end), blanked.has(expression) ? ' ' : filler);
    done = end;
  }
  masked += text.slice(done);

  const places = expressions.map(({ span }) => span);
  const inline = expressions.filter((each) => !blanked.has(each)).map(({ span }) => span);
  const insertions = blankedGroups
    .filter((group) => group.some(({ effect }) => effect === 'output'))
    .map(spanOfGroup);
  const parts = dependentParts(text.length, expressions, blanked);

  return {
    text: masked,
    problems: [
      ...parts.map((span) =>
        problem(span, 'This part depends on values that are not in this file.'),
      ),
      ...insertions
        .filter((span) => !parts.some((part) => spansOverlap(part, span)))
        .map((span) => problem(span, 'What this expression inserts is not known here.')),
    ].sort((a, b) => a.span.start - b.span.start),
    restore(value, span) {
      if (!value.includes(filler)) return value;
      let result = '';
      let rest = value;
      for (const place of startingIn(inline, span)) {
        const at = rest.indexOf(filler);
        if (at < 0) break;
        const source = text.slice(place.start, place.end);
        result += rest.slice(0, at) + source;
        rest = rest.slice(at + fillerLength(source));
      }
      return result + rest;
    },
    touches(span) {
      return startingIn(places, span).length > 0;
    },
    insertionAt(offset) {
      const next = insertions[firstAtOrAfter(insertions, offset)];
      if (next === undefined || next.start - offset > 2000) return null;
      const between = masked.slice(offset, next.start).split(/[\r\n]+/);
      return between.every((line) => /^\s*(?:#|$)/.test(line)) ? next : null;
    },
  };
}

/** Expressions that fill whole lines, those on one line together. */
function groupsOnOwnLines(
  text: string,
  expressions: readonly TemplateExpression[],
): TemplateExpression[][] {
  const groups: TemplateExpression[][] = [];
  let group: TemplateExpression[] = [];
  let isBlankSoFar = true;
  let done = 0;
  for (const [index, expression] of expressions.entries()) {
    const between = text.slice(done, expression.span.start);
    const lineStart = Math.max(between.lastIndexOf('\n'), between.lastIndexOf('\r')) + 1;
    if (lineStart > 0) {
      isBlankSoFar = true;
      group = [];
    }
    isBlankSoFar &&= between.slice(lineStart).trim() === '';
    group.push(expression);
    done = expression.span.end;

    const following = expressions[index + 1]?.span.start ?? text.length;
    const after = text.slice(done, following);
    const lineEnd = after.search(/[\r\n]/);
    const isLast = lineEnd >= 0 || following === text.length;
    const rest = lineEnd >= 0 ? after.slice(0, lineEnd) : after;
    if (isLast && isBlankSoFar && rest.trim() === '') groups.push(group);
  }
  return groups;
}

/** The parts between outermost `if`/`range`/… and `end`, where at least one of the two has a line of its own. */
function dependentParts(
  length: number,
  expressions: readonly TemplateExpression[],
  blanked: ReadonlySet<TemplateExpression>,
): Span[] {
  const parts: Span[] = [];
  let depth = 0;
  let start = 0;
  let isOnLines = false;
  for (const expression of expressions) {
    if (expression.effect === 'open') {
      if (depth === 0) {
        start = expression.span.start;
        isOnLines = false;
      }
      depth += 1;
      isOnLines ||= blanked.has(expression);
    } else if (expression.effect === 'close') {
      if (depth === 0) {
        // Opened before this document: everything up to here depends on it.
        parts.length = 0;
        start = 0;
        isOnLines = false;
      }
      isOnLines ||= blanked.has(expression);
      depth = Math.max(depth - 1, 0);
      if (depth === 0 && isOnLines) parts.push({ start, end: expression.span.end });
    }
  }
  if (depth > 0 && isOnLines) parts.push({ start, end: length });
  return parts;
}

function problem(span: Span, message: string): ParseProblem {
  return { code: 'templated', message, span };
}

function spanOfGroup(group: readonly TemplateExpression[]): Span {
  return { start: group[0]?.span.start ?? 0, end: group.at(-1)?.span.end ?? 0 };
}

/** Line breaks stay; filler on the first line only, so that a long expression does not become several scalars. */
function hide(source: string, filler: string): string {
  const first = fillerLength(source);
  return filler.repeat(first) + source.slice(first).replace(/[^\r\n]/g, ' ');
}

function fillerLength(source: string): number {
  const lineBreak = source.search(/[\r\n]/);
  return lineBreak < 0 ? source.length : lineBreak;
}

/** A private-use character that the text itself does not contain. */
function unusedCharacter(text: string): string {
  for (let code = 0xe000; code < 0xf8ff; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) return character;
  }
  return 'x';
}

/** Those of the ordered spans that start in `span`. */
function startingIn(spans: readonly Span[], span: Span): readonly Span[] {
  return spans.slice(firstAtOrAfter(spans, span.start), firstAtOrAfter(spans, span.end));
}

function firstAtOrAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
