/** Gauges of waiting requests and, of the same server, of those it works on: they show a load before it is a queue. */
const workedOn: readonly (readonly [RegExp, string])[] = [
  [/\bvllm([:_])num_requests_waiting\b/g, 'vllm$1num_requests_running'],
  [/\bsglang([:_])num_queue_reqs\b/g, 'sglang$1num_running_reqs'],
  [/\btgi_queue_size\b/g, 'tgi_batch_current_size'],
];

/** The metric, or the query that holds it, with requests in flight instead of waiting ones; null where it counts no such. */
export function countingInFlight(metric: string): string | null {
  const found = workedOn.find(([waiting]) => metric.search(waiting) >= 0);
  return found === undefined ? null : metric.replace(...found);
}
