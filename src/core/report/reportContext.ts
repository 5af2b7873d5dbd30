import type { Analysis } from '../analysis.ts';
import { originText } from '../features/originText.ts';
import { sourcesOf, type Sources } from '../features/sources.ts';
import type { MainUnit, NamedInput } from '../model/estimate.ts';
import type { Origin, Range } from '../model/sourced.ts';
import { withoutNoise } from './format.ts';
import { inCurrency, type Amount } from './inCurrency.ts';
import type { AssumptionReport, OriginReport } from './originReport.ts';
import { relativeId, relativePath } from './relativePath.ts';

/** What turns values of an analysis into values of a report: money into its currency, places into files and lines. */
export interface ReportContext {
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  readonly sources: Sources;
  /** USD in, the currency of the report out; null stays null. */
  money(usd: number): number;
  money(usd: number | null): number | null;
  moneyRange(usd: Range): Range;
  moneyRange(usd: Range | null): Range | null;
  mainUnit(usd: MainUnit | null): MainUnit | null;
  /** A number with its unit in the currency of the report, where it is money. */
  amount<T extends Amount>(usd: T): T;
  file(uri: string): string;
  /** An id that starts with the URI of its file, starting with the name of the file instead: the same on all machines. */
  id(id: string, uri: string): string;
  /** From 1. */
  line(uri: string, offset: number): number;
  origin(origin: Origin): OriginReport;
  input(input: NamedInput): AssumptionReport;
}

/** `base` is the URI of the folder that file names are relative to. */
export function reportContext(analysis: Analysis, base: string): ReportContext {
  const sources = sourcesOf(analysis);
  const { perUsd } = analysis.environment.currency;
  const file = (uri: string): string => relativePath(uri, base);
  const line = (uri: string, offset: number): number => sources.position(uri, offset).line + 1;

  function money(usd: number): number;
  function money(usd: number | null): number | null;
  function money(usd: number | null): number | null {
    return figure(usd === null ? null : usd * perUsd);
  }

  const amount = <T extends Amount>(usd: T): T => inCurrency(usd, analysis.environment.currency);

  function moneyRange(usd: Range): Range;
  function moneyRange(usd: Range | null): Range | null;
  function moneyRange(usd: Range | null): Range | null {
    if (usd === null) return null;
    return { min: money(usd.min), expected: money(usd.expected), max: money(usd.max) };
  }

  function origin(from: Origin): OriginReport {
    const placed = 'span' in from;
    return {
      origin: from.kind,
      from: originText(from, (uri, span) => `${file(uri)}:${line(uri, span.start)}`),
      file: placed ? file(from.uri) : null,
      line: placed ? line(from.uri, from.span.start) : null,
      asOf: from.kind === 'catalog' ? from.asOf : null,
      ...(from.kind === 'measured' && {
        measured: { source: from.source, from: from.from, to: from.to },
      }),
    };
  }

  return {
    base,
    sources,
    money,
    moneyRange,
    mainUnit: (usd) => usd && { name: usd.name, cost: moneyRange(usd.cost) },
    amount,
    file,
    id: (id, uri) => relativeId(id, uri, base),
    line,
    origin,
    input: (input) => {
      const { value, unit } = amount(input);
      return {
        field: input.name,
        value: typeof value === 'number' ? withoutNoise(value) : value,
        unit,
        ...origin(input.origin),
      };
    },
  };
}

/** A figure without the noise of binary fractions; what is no number is not known. */
export function figure(value: number): number;
export function figure(value: number | null): number | null;
export function figure(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : withoutNoise(value);
}
