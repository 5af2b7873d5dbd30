/**
 * A first `.servingcost.yaml`: states nothing but a rate that the person is about to change, and shows what else can
 * be stated. `names` are the deployments to name in the examples.
 */
export function workloadTemplate(names: readonly string[]): string {
  const name = names[0] ?? 'my-deployment';
  return `# What the configs in this folder have to serve, and what they do not say themselves.
# Everything is optional: what is missing is a named default, shown as such in the report.
version: 1

workload:
  requestsPerSecond: 1 # mean over the month, all replicas of a deployment together
  # shape: business-hours # steady, business-hours, diurnal or spiky
  # inputTokens: 800 # mean of a request
  # outputTokens: 200
  # latency:
  #   ttftMs: 1000 # time to first token, at most
  #   tpotMs: 50 # time per output token, at most
  #   percentile: 95

# provider: aws
# region: us-east-1
# accelerator: L4 # for requests that do not name one
# discount: 0.1 # negotiated, on on-demand prices

# Deployments that differ, by name, namespace/name or a pattern with *:
# deployments:
#   ${name}:
#     workload:
#       requestsPerSecond: 12
`;
}
