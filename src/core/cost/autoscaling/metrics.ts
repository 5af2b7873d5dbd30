/** What the metric of an autoscaler measures about one replica. */
export type MetricMeaning =
  | 'concurrency'
  | 'rate'
  | 'rate per minute'
  /** Share of the KV cache in use. */
  | 'cache'
  | 'waiting'
  | 'cpu'
  | 'memory'
  | 'accelerator'
  | 'unknown';

/** By the names that engines, exporters and platforms give their metrics; the first that fits counts. */
const meanings: readonly (readonly [RegExp, MetricMeaning])[] = [
  [/^cpu$|cpu_?util/, 'cpu'],
  [/^memory$|memory_?util/, 'memory'],
  [/invocations_?per_?(instance|copy)/, 'rate per minute'],
  [/cache_usage|kv_?cache_util/, 'cache'],
  // Brokers count what is in work as well as what waits.
  [/rabbitmq|kafka|sqs|servicebus|pubsub|redis|nats|pulsar|activemq|artemis/, 'concurrency'],
  [/waiting|queue|pending|backlog|lag\b/, 'waiting'],
  [/gpu_?util|dcgm|duty_?cycle|engine_active|accelerator_?util/, 'accelerator'],
  [/^rps$|^qps$|requests?_per_second|rate\((?:(?!rate\().)*request/, 'rate'],
  [/concurren|running|in_?flight|ongoing|active_requests|batch_(current_)?size/, 'concurrency'],
];

export function metricMeaning(metric: string | null): MetricMeaning {
  const name = (metric ?? '').toLowerCase();
  return meanings.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}
