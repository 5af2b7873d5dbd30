import type { Span } from '../text/span.ts';

/** One template expression: `{{ … }}`, `{% … %}`, `{# … #}`, `%{ if … }`, `${ … }`. */
export interface TemplateExpression {
  readonly span: Span;
  /**
   * `output` inserts text; `open` and `close` bracket a part that depends on outside values; `silent` leaves nothing
   * behind (comments, assignments, `else`).
   */
  readonly effect: 'output' | 'open' | 'close' | 'silent';
}

/**
 * Longest expression looked for, in UTF-16 code units; an opening bracket with no closing one nearby is taken to the end
 * of its line.
 */
const maxLength = 4000;

const closing: Readonly<Record<string, string>> = {
  '{{': '}}',
  '${{': '}}',
  '{%': '%}',
  '{#': '#}',
  '%{': '}',
  '${': '}',
};

/** True when the text may hold template expressions at all. */
export function mayHoldTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('${') || text.includes('%{');
}

/** All template expressions of a text, in order, none inside another. */
export function findTemplateExpressions(text: string): TemplateExpression[] {
  const isJinja = text.includes('{%');
  const expressions: TemplateExpression[] = [];
  const endOfExpression = createEndFinder(text);
  const opening = /\$\{\{|\{\{|\{%|\{#|%\{|\$\{/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const open = match[0];
    const close = closing[open] ?? '}}';
    if (open === '{#' && !isJinja) continue;
    const start = match.index;
    const end = endOfExpression(start + open.length, close);
    const effect = effectOf(open, text.slice(start + open.length, end));
    if (effect === null) continue;
    expressions.push({ span: { start, end }, effect });
    opening.lastIndex = end;
  }
  return expressions;
}

/** Finds where expressions end; each closing bracket is looked for once, however many openings wait for it. */
function createEndFinder(text: string): (from: number, close: string) => number {
  const next = new Map<string, number>();
  const find = (what: string, from: number): number => {
    const known = next.get(what);
    if (known !== undefined && known >= from) return known;
    const found = text.indexOf(what, from);
    const at = found < 0 ? text.length : found;
    next.set(what, at);
    return at;
  };
  return (from, close) => {
    const end = find(close, from);
    const lineEnd = Math.min(find('\n', from), find('\r', from));
    const limit = close === '}' ? lineEnd : from + maxLength;
    return end < text.length && end <= limit ? end + close.length : lineEnd;
  };
}

/** Null for what only looks like an expression (`%{http_code}` of a curl command). */
function effectOf(open: string, inside: string): TemplateExpression['effect'] | null {
  if (open === '{#') return 'silent';
  const body = inside.replace(/^[-~+]?\s*/, '');
  const word = /^[a-z]+/.exec(body)?.[0] ?? '';
  if (open === '%{' && !/^(?:if|else|endif|for|endfor)$/.test(word)) return null;
  if (open === '${' || open === '${{') return 'output';
  if (/^(?:if|range|with|define|block|for|macro|filter|call|raw)$/.test(word)) return 'open';
  if (word.startsWith('end')) return 'close';
  const isSilent =
    open !== '{{' ||
    word === 'else' ||
    word === 'break' ||
    word === 'continue' ||
    body.startsWith('/*') ||
    /^\$\w*\s*(?:,\s*\$\w+\s*)?:?=/.test(body);
  return isSilent ? 'silent' : 'output';
}
