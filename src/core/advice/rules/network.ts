import { trafficIsStated } from '../../cost/workload.ts';
import type { CostComponent } from '../../model/estimate.ts';
import { formatMonthly } from '../../report/format.ts';
import { placeOf } from '../place.ts';
import type { Rule, Subject } from '../rule.ts';

/** USD per month, and share of it, below which traffic is no matter. */
const leastMonthly = 50;
const leastShare = 0.05;

/** Bytes of a token itself in a response: about four characters (OpenAI, “What are tokens”, 2024), and a quote or blank. */
const tokenBytes = 5;

/** Tokens in an event at which streams still look live: at 50 tokens a second, five events. */
const tokensPerEvent = 10;

/** Traffic that costs a visible part of the month, and what makes it less. */
export const network: Rule = {
  code: 'network',
  title: 'Traffic',
  level: 'information',
  explanation:
    'Streams that send every token in an event of its own, calls that cross zones, images and weights that come through a NAT ' +
    'gateway, and copies between regions. Said where the lines of the bill that can be lowered are at least $50 and 5% of the ' +
    'month, with what each comes to. Not said where traffic is not stated. Nothing is edited: routes, endpoints and zones are ' +
    'set elsewhere.',
  consequence: { risk: 'low', effort: 'hours', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, currency } = subject;
    if (!trafficIsStated(subject.workload) || estimate.monthly === null) return [];
    const lines = estimate.components.flatMap((component) => lowered(component, subject));
    const sum = lines.reduce((total, { usd }) => total + usd, 0);
    if (sum < Math.max(leastMonthly, leastShare * estimate.monthly.expected)) return [];
    lines.sort((a, b) => b.usd - a.usd);
    return [
      {
        kind: 'problem',
        ...placeOf(deployment),
        message: () =>
          `${formatMonthly(sum, currency)} of traffic could be less. ${lines.map(({ usd, what }) => `${what} (${formatMonthly(usd, currency)}).`).join(' ')}`,
        tradeOffs: [],
        fixes: [],
      },
    ];
  },
};

interface Lowered {
  /** USD per month that it concerns. */
  readonly usd: number;
  readonly what: string;
}

function lowered(component: CostComponent, { deployment }: Subject): readonly Lowered[] {
  const usd = component.monthly?.expected ?? 0;
  if (!(usd > 0)) return [];
  switch (component.name) {
    case 'Egress to the internet': {
      const bytes = perToken(component);
      if (bytes === null || bytes <= tokenBytes) return [];
      const together = (bytes - tokenBytes) / tokensPerEvent + tokenBytes;
      const flag =
        deployment.engine?.value === 'vllm' ? ` (--stream-interval ${tokensPerEvent})` : '';
      return [
        {
          usd: usd * (1 - together / bytes),
          what: `Each token leaves in an event of ${bytes} bytes: ${tokensPerEvent} in one${flag}, or compressed answers, send that much less`,
        },
      ];
    }
    case 'Traffic between zones':
      return [
        {
          usd,
          what: 'Calls cross zones: prefer the same one (trafficDistribution: PreferClose of the Service)',
        },
      ];
    case 'Pulls through NAT':
      return [
        {
          usd,
          what: 'Images and weights come through a NAT gateway: private endpoints of the registry and the object store pass it by',
        },
      ];
    case 'Traffic between regions':
      return [{ usd, what: 'Copies go between regions: keep weights and callers in one' }];
    default:
      return [];
  }
}

/** Bytes of the response for a token, where it is counted in tokens. */
function perToken({ inputs }: CostComponent): number | null {
  const found = inputs.find(({ unit }) => unit === 'bytes/token');
  return typeof found?.value === 'number' ? found.value : null;
}
