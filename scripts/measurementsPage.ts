import { dcgm } from '../src/core/measurements/prometheus/dcgm.ts';
import { metricFamilies } from '../src/core/measurements/prometheus/families/families.ts';
import type { MetricFamily } from '../src/core/measurements/prometheus/families/family.ts';

const introduction = `# Measured instead of assumed

This page is made of the tables that the product asks by (\`npm run docs\`).

A config says what runs, not how much it is asked. Where monitoring, a benchmark or a cost monitor knows that, it can count
instead of what is assumed: demand in the place of defaults, and everything else to hold the estimate against.

\`\`\`sh
serving-cost measure deploy/ --prometheus https://mimir.example.com/prometheus        # prints a patch
serving-cost measure deploy/ --prometheus https://prom.example.com --range 4w --write # writes it
serving-cost measure deploy/ --from guidellm.json --from opencost.json --write
serving-cost measure deploy/ --prometheus https://prom.example.com --out measured.yaml
serving-cost report deploy/ --measured measured.yaml                                  # nothing in the repository changes
\`\`\`

In VS Code, *Serving Cost: Read Measurements…* does the same: it shows a diff of the assumptions file, and writes it when you
say so. Nothing is read at any other time.

What was measured stands in \`.servingcost.yaml\`, below \`deployments\`, in a block of its own:

\`\`\`yaml
deployments:
  chat:
    measured:
      production:
        source: vLLM at prom.example.com
        from: "2026-11-20T00:00Z"
        to: "2026-11-27T00:00Z"
        requestsPerSecond: 3.12
        inputTokens: { mean: 812, p95: 2400 }
        outputTokens: 204
        # series: 168 hours from Monday 00:00 UTC, peakFactor, cachedPrefixShare, replicas, concurrency, ttftMs, …
\`\`\`

Commit it, so that everybody's estimate rests on it, or keep it out with \`--out\` and \`--measured\`. Reading again replaces it;
everything else in the file stays as it is. The report, hovers and the panel show each of these values as *measured from … to …*
with its source, and the JSON report has the origin \`measured\`.

## What counts

Demand counts at once: requests, token lengths, the shape of the week, the busiest five minutes, the share of cached
input. It counts before what the file says for all or by pattern, and behind what it, or a comment of the config, states for this very
deployment: a person may know what comes. Where such a statement is off by more than 20%, that is a finding whose fix takes it
out; \`--replace\` does so right away. A rate is measured over all hours, and counts in those in which the deployment runs (\`schedule\`).

Everything else is compared: a difference is the finding [\`measurement-drift\`](rules.md#measurement-drift).

| measured | compared with | differs when |
| --- | --- | --- |
| TTFT, TPOT in production | the model with as many requests in flight, arriving at random | outside of the band of 80% ([accuracy](accuracy.md)) |
| the whole answer (TGI, Triton) | the same, TTFT + tokens × TPOT | outside of the band |
| output tokens of a replica in its busiest hour | the most that a replica can do | above the band |
| busy accelerators (DCGM, Triton, OpenCost) | requests over what the replicas could serve at most | below the band; more is no contradiction, since a lone request keeps an accelerator busy |
| throughput, TTFT, TPOT of a benchmark | the model at that load, closed loop or at a rate, without a shared prefix | outside of the band |
| replicas on average | the estimate's, or the config's | off by more than 15% and a quarter of a replica |
| the month of a cost monitor | the estimate | outside of its range and off by more than 10% |
| KV cache in use | nothing, it is shown | never |
| p95 of latencies | the stated limits at the 95th percentile or above | above the limit: a warning |

Replicas are not counted by themselves, since then no advice could change their number; for an autoscaled deployment the fix of the
finding writes them down.

## What is asked of monitoring

The HTTP API of Prometheus, and of what speaks it: Thanos, Mimir, Cortex, VictoriaMetrics, managed ones. All adding up is done by the
server: sums by the labels of a service, means and buckets, an hour or a day at a time. What comes back grows with deployments
and hours, not with pods or scrapes. A range is asked a day at a time; what is too much for the server in halves of that, down to
an hour. A week asks about 300 small queries, four at once.
`;

const matching = `## Whose series are whose

A group of series is a deployment's by, in this order:

1. \`metricLabels\` of the deployment in \`.servingcost.yaml\`: exactly these labels, and nothing else then.
2. the name of its workload (from \`pod\`, without what Kubernetes adds), service, job, application or container; without endings such
   as \`-predictor\` or \`-svc\`.
3. the name of its model: as it is served (\`--served-model-name\`), or its id.

Another namespace or another engine than the config's is never it. \`exported_namespace\` and \`exported_pod\`, which Prometheus writes
where an exporter has labels of its own, go before \`namespace\` and \`pod\`. What may equally be two deployments', what is in two
namespaces or clusters, and what two jobs scrape at once is said and left out, never guessed or added up:

\`\`\`yaml
deployments:
  chat:
    metricLabels: { namespace: prod, job: vllm-chat }
\`\`\`

\`--selector 'cluster="eu-1"'\` narrows all queries. Hours in which nothing at all was scraped count for nothing and are said; an hour
in which only this service was not there counts as one without requests. A peak is told where five minutes hold 100 requests and more:
below that it is chance.

## Files

| file | becomes |
| --- | --- |
| GuideLLM \`benchmarks.json\` (0.2 to 0.7) | \`benchmark\`: a point for each load |
| AIPerf \`profile_export_aiperf.json\`, GenAI-Perf \`profile_export_genai_perf.json\` | \`benchmark\`: a point |
| \`vllm bench serve --save-result\`, \`--append-result\` | \`benchmark\`: a point for each result |
| OpenCost or Kubecost \`/allocation\` | \`bill\`: the cost of a month, in USD, and how busy its accelerators were; a day that is not over counts until the last cost in it |

Each is told by its shape. A benchmark is the deployment's that serves its model; where several do, or the file names none, \`--deployment\`
names one, and VS Code asks. \`--replicas\` says how many answered. Its token lengths say what was tried, not what production asks, and become no demand.

## Who asks, and what is kept

The address of the monitoring is an option, \`SERVING_COST_PROMETHEUS_URL\`, or a setting of yours that no workspace can change. Who
asks is said in \`SERVING_COST_PROMETHEUS_TOKEN\`, or \`_USER\` and \`_PASSWORD\`, and in VS Code kept in its secret storage, by address.
\`--tenant\` or \`_TENANT\` is sent as \`X-Scope-OrgID\`. None of it is written or logged; of the address the host alone is, as the source.
A token is not sent over \`http://\` except to this machine, and redirects to another address are not followed. In Restricted Mode
nothing is asked. An answer of more than 32 MB, or that takes more than two minutes (\`--timeout\`), is given up; after eight that
take too long nothing more is asked. In a browser the monitoring has to allow requests from elsewhere (CORS), with the header \`X-Scope-OrgID\` for a tenant.
When something goes wrong, the reason is said and nothing is written.
`;

/** The text of `docs/measurements.md`. */
export function measurementsPage(): string {
  return [introduction, metricsSection(), matching].join('\n');
}

function metricsSection(): string {
  const [, ...aliases] = metricFamilies.filter(({ id }) => id.startsWith('vllm'));
  const own = metricFamilies.filter((family) => !aliases.includes(family));
  const prefixes = aliases.map(({ name, requests }) => `${prefixOf(requests)} (${name})`);
  const alias = `vLLM is found behind the prefixes ${prefixes.join(' and ')} as well.`;
  return `## Metrics\n\n${alias}\n\n${own.map(familyTable).join('\n')}\n${dcgmText()}`;
}

function prefixOf([first = '']: readonly string[]): string {
  return `\`${first.replace('request_success_total', '')}\``;
}

function familyTable(family: MetricFamily): string {
  const rows = [
    ['requests, replicas', family.requests],
    ['input tokens', meanNames(family.inputTokens)],
    ['output tokens', meanNames(family.outputTokens)],
    ['tokens by hour', family.generated],
    ['TTFT', meanNames(family.ttft)],
    ['TPOT', meanNames(family.tpot)],
    ['whole answer', meanNames(family.endToEnd)],
    ['in flight', family.running?.gauges ?? []],
    ['KV cache in use', family.cacheUsage],
    ['cached prefix', [...(family.cached?.hits ?? []), ...(family.cached?.queries ?? [])]],
    ['busy accelerators', family.busy],
  ] as const;
  const lines = rows
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `| ${what} | ${names.map((name) => `\`${name}\``).join(', ')} |\n`);
  const sources = family.sources.map(
    ({ metrics, versions, source, asOf }) =>
      `- ${metrics}: ${versions} (${source}, read ${asOf})\n`,
  );
  return `### ${family.name}\n\n| what | metric |\n| --- | --- |\n${lines.join('')}\n${sources.join('')}`;
}

function meanNames(mean: MetricFamily['ttft']): readonly string[] {
  if (mean === null) return [];
  return [...mean.sum, ...mean.count, ...(mean.less ?? []), ...mean.buckets];
}

function dcgmText(): string {
  return `### DCGM\n\n\`${dcgm.ratio}\`, else \`${dcgm.percent}\`, of the pods of the same workload: the share of the time in which a
kernel ran (exporter ${dcgm.versions}; ${dcgm.source}, read ${dcgm.asOf}).\n`;
}
