import type { StatedValues } from '../../model/statedComment.ts';
import type { Span } from '../../text/span.ts';
import { closestWord, didYouMean } from '../closestWord.ts';
import { expectation } from '../mistake.ts';
import { assumptionsSchema } from '../schema.ts';
import type { Clause, StatedField } from './clause.ts';
import { rateClauses } from './rateClauses.ts';
import { requestClauses } from './requestClauses.ts';
import { wordClauses } from './wordClauses.ts';

/** What a line of words states, and what of it is not understood. */
export interface Statement {
  readonly values: StatedValues;
  readonly mistakes: readonly StatementMistake[];
}

export interface StatementMistake {
  /** Offsets into the words. */
  readonly span: Span;
  /** A sentence. */
  readonly message: string;
  /** What was probably meant; null where nothing is near. */
  readonly instead: string | null;
}

const clauses: readonly Clause[] = [...rateClauses, ...requestClauses, ...wordClauses];
const spellings = clauses.flatMap(({ patterns, read }) =>
  patterns.map((pattern) => ({ pattern, read })),
);
const vocabulary = [...new Set(clauses.flatMap(({ words }) => words))];

/** Characters: more than anybody writes, and few enough to be read with each keystroke. */
const longestStatement = 400;

interface Said {
  readonly span: Span;
  readonly fields: readonly StatedField[];
}

/**
 * Reads `12 rps, 800 in, 200 out, ttft < 1s`: clauses in any order, apart by commas or blanks. What is not understood is a
 * mistake at its very words, the rest counts. Never throws.
 */
export function readStatement(line: string): Statement {
  const words = line.slice(0, longestStatement);
  const said: Said[] = [];
  const mistakes: StatementMistake[] = [];
  const known = new Set<string>();
  const between = /(?:[\s,;·|&/]|\b(?:and|with|at(?! most)|mean|average|avg)\b)*/iy;
  if (line.length > longestStatement) {
    const span = { start: longestStatement, end: line.length };
    mistakes.push({ span, message: 'A comment as long as this is not read on.', instead: null });
  }
  for (let at = skip(between, words, 0); at < words.length; at = skip(between, words, at)) {
    const found = longest(words, at);
    if (found === null) {
      const end = at + (/^[^,;]*/.exec(words.slice(at))?.[0].trimEnd().length ?? 0);
      const span = { start: at, end: Math.max(end, at + 1) };
      mistakes.push(notUnderstood(words, span));
      at = span.end;
      continue;
    }
    const span = { start: at, end: found.end };
    at = found.end;
    const fields = found.fields;
    if (typeof fields === 'string') {
      mistakes.push({ span, message: fields, instead: null });
      continue;
    }
    const twice = fields.some(([path]) => known.has(path));
    if (twice) {
      const message = `“${words.slice(span.start, span.end)}” is stated before; the first counts.`;
      mistakes.push({ span, message, instead: null });
      continue;
    }
    for (const [path] of fields) known.add(path);
    said.push({ span, fields });
  }
  return checked(words, said, mistakes);
}

function skip(between: RegExp, words: string, at: number): number {
  between.lastIndex = at;
  return at + (between.exec(words)?.[0].length ?? 0);
}

/** What says most at a place: `12 req/s` is a rate and no number of something else. */
function longest(
  words: string,
  at: number,
): { readonly end: number; readonly fields: readonly StatedField[] | string } | null {
  let best: { end: number; read: () => readonly StatedField[] | string } | null = null;
  for (const { pattern, read } of spellings) {
    pattern.lastIndex = at;
    const match = pattern.exec(words);
    if (match === null || match[0] === '' || at + match[0].length <= (best?.end ?? 0)) continue;
    best = { end: at + match[0].trimEnd().length, read: () => read(match.groups ?? {}) };
  }
  return best && { end: best.end, fields: best.read() };
}

function notUnderstood(words: string, span: Span): StatementMistake {
  const written = words.slice(span.start, span.end);
  const instead = corrected(written);
  return { span, message: `“${written}” is not understood${didYouMean(instead)}`, instead };
}

/** The same words with one of them as it is spelt, where all of it is understood then. */
function corrected(written: string): string | null {
  for (const { 0: word, index } of written.matchAll(/[a-z0-9]+/gi)) {
    if (!/[a-z]{2}/i.test(word)) continue;
    // `12rsp`: the number is no part of the word.
    const letters = word.replace(/^\d+/, '');
    const near = closestWord(letters, vocabulary) ?? swapped(letters);
    if (near === null) continue;
    const start = index + word.length - letters.length;
    const instead = written.slice(0, start) + near + written.slice(start + letters.length);
    if (isUnderstood(instead)) return instead;
  }
  return null;
}

/** Letters in another order are the most frequent slip. */
function swapped(word: string): string | null {
  const sorted = (text: string): string => Array.from(text.toLowerCase()).sort().join('');
  return vocabulary.find((known) => known.length > 2 && sorted(known) === sorted(word)) ?? null;
}

function isUnderstood(words: string): boolean {
  return longest(words, 0)?.end === words.length;
}

/** Holds what was said against the ranges of the assumptions file; what is out of them counts for nothing. */
function checked(
  words: string,
  said: readonly Said[],
  mistakes: readonly StatementMistake[],
): Statement {
  const wrong: StatementMistake[] = [];
  let counted = said;
  for (;;) {
    const parsed = assumptionsSchema.safeParse(valuesOf(counted));
    if (parsed.success) {
      const { provider, region, accelerator, purchase, workload } = parsed.data;
      const values = { provider, region, accelerator, purchase, workload };
      const all = [...mistakes, ...wrong, ...half(words, counted)];
      return { values, mistakes: all.sort((a, b) => a.span.start - b.span.start) };
    }
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    const bad = counted.find(({ fields }) => fields.some(([own]) => path.startsWith(own)));
    if (issue === undefined || bad === undefined) return { values: {}, mistakes };
    const name = path.slice(path.lastIndexOf('.') + 1);
    wrong.push({
      span: bad.span,
      message: `${name} must be ${expectation(issue)}.`,
      instead: null,
    });
    counted = counted.filter((one) => one !== bad);
  }
}

/** Users are no rate without the requests of each, nor these without users. */
function half(words: string, said: readonly Said[]): readonly StatementMistake[] {
  const of = (path: string): Said | undefined =>
    said.find(({ fields }) => fields.some(([own]) => own === path));
  const users = of('workload.users');
  const each = of('workload.requestsPerUserPerDay');
  const alone = users === undefined ? each : each === undefined ? users : undefined;
  if (alone === undefined) return [];
  const written = words.slice(alone.span.start, alone.span.end);
  const message = `“${written}” says no rate alone: 500 users × 20 requests/day would.`;
  return [{ span: alone.span, message, instead: null }];
}

/** Fields as they would stand in an assumptions file. */
function valuesOf(said: readonly Said[]): object {
  const values: Record<string, unknown> = {};
  for (const [path, value] of said.flatMap(({ fields }) => fields)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let block = values;
    for (const key of keys) block = (block[key] ??= {}) as Record<string, unknown>;
    block[last] = value;
  }
  return values;
}
