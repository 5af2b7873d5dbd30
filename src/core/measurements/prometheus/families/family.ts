import type { EngineId } from '../../../model/deployment.ts';

/** Metrics of one server under the names it gives them; the first that has data counts, newer names first. */
export interface MetricFamily {
  /** Stable: `vllm`, `vllm-kserve`. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Engines whose series these may be. */
  readonly engines: readonly EngineId[];
  /** Counter of answered requests, by which the family is found. */
  readonly requests: readonly string[];
  readonly inputTokens: Mean | null;
  readonly outputTokens: Mean | null;
  /** Counter of output tokens, for hours. */
  readonly generated: readonly string[];
  readonly ttft: Mean | null;
  readonly tpot: Mean | null;
  readonly endToEnd: Mean | null;
  readonly running: InFlight | null;
  /** Gauge of the share of the KV cache in use, 0–1. */
  readonly cacheUsage: readonly string[];
  /** Input tokens that a prefix cache answered, and those that it was asked for. */
  readonly cached: {
    readonly hits: readonly string[];
    readonly queries: readonly string[];
  } | null;
  /** Gauge of busy accelerators, 0–1. */
  readonly busy: readonly string[];
  /** Where these names are from: address, versions, and the day it was read. */
  readonly sources: readonly MetricSource[];
}

export interface MetricSource {
  readonly metrics: string;
  readonly versions: string;
  readonly source: string;
  readonly asOf: string;
}

/** Requests in flight on a server. */
export interface InFlight {
  readonly gauges: readonly string[];
  /** Matchers that the gauge needs: `priority=""`. */
  readonly matchers: readonly string[];
  /** Labels in which those differ that report the same requests: ranks. The highest of them counts. */
  readonly ranks: readonly string[];
}

/** A quantity per request or token: what its sum and its count are called, and its histogram where it has one. */
export interface Mean {
  readonly sum: readonly string[];
  readonly count: readonly string[];
  /** Taken off the count: TPOT counts all tokens of a request but the first. */
  readonly less?: readonly string[];
  /** Buckets, for percentiles; empty = there are none. */
  readonly buckets: readonly string[];
  /** Milliseconds, or tokens, that one unit of the sum is. */
  readonly scale: number;
  /** Matchers that its series need: `is_streaming!="false"`; absent = none. */
  readonly matchers?: readonly string[];
}

/** A quantity by its histogram; `scale` as in `Mean`. */
export function histogram(name: string, scale: number): Mean {
  return {
    sum: [`${name}_sum`],
    count: [`${name}_count`],
    buckets: [`${name}_bucket`],
    scale,
  };
}

/** A gauge that each server has once. */
export function inFlight(gauge: string): InFlight {
  return { gauges: [gauge], matchers: [], ranks: [] };
}

/** Milliseconds. */
export const seconds = 1000;
