import type { Supply } from '../../../model/deployment.ts';
import type { CostComponent, NamedInput } from '../../../model/estimate.ts';
import { weeklyFactors } from '../../demand.ts';
import { defaultConcurrency, defaultIdleSeconds } from '../../serverless/defaults.ts';
import { ownSecondPrice } from '../../serverless/ownPrice.ts';
import { secondPrice, type SecondPrice } from '../../serverless/price.ts';
import { instanceUse, type InstanceUse } from '../../serverless/use.ts';
import { sourcedInput } from '../../inputs.ts';
import { trafficIsStated } from '../../workload.ts';
import { requestsInput, type ComponentContext } from '../context.ts';
import { line } from '../line.ts';
import { serverlessDataComponents } from './serverlessData.ts';

type Serverless = Extract<Supply, { kind: 'serverless' }>;

/** Instance-seconds in use × price of a second, and instances that are kept warm. */
export function serverlessComponents(
  supply: Serverless,
  context: ComponentContext,
): readonly CostComponent[] {
  const { deployment, option, catalog, site, assumptions } = context;
  const accelerator = option?.accelerator?.id ?? null;
  const found =
    ownSecondPrice(supply.platform, accelerator, deployment, assumptions) ??
    secondPrice({
      platform: supply.platform,
      deployment,
      accelerator,
      region: site.region.value,
      catalog,
    });
  const price = typeof found === 'string' ? null : found;
  const month = assumptions.hoursPerMonth.value * 3600;
  const warm = Math.max(0, supply.provisioned?.value ?? 0);
  const use = usedInstances(supply, price, context);
  const known = typeof use === 'string' ? null : use;
  const most = Math.max(known?.use.peak ?? 0, stated(deployment.replicas.max?.value));
  const quantity =
    known === null
      ? null
      : {
          min: 0,
          expected: Math.max(0, known.use.mean - warm) * month,
          max: Math.max(0, most - warm, known.use.mean - warm) * month,
        };
  return [
    line({
      name: `Serverless, ${supply.platform}`,
      category: 'compute',
      quantity,
      unit: 'instance-seconds',
      unitPrice: price?.usd ?? null,
      formula: 'instances in use over the week × seconds of the month × price of a second',
      unknown: typeof found === 'string' ? found : typeof use === 'string' ? use : '',
      inputs: [...(known?.inputs ?? []), ...(price?.inputs ?? [])],
    }),
    ...(warm > 0 ? [warmInstances(supply, warm, month, found, context)] : []),
    ...serverlessDataComponents(supply, context),
  ];
}

function stated(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}

/** Kept warm all the time; where only the time of requests has a price, that of waiting is open. */
function warmInstances(
  { provisioned, platform }: Serverless,
  count: number,
  month: number,
  found: SecondPrice | string,
  context: ComponentContext,
): CostComponent {
  const price = typeof found === 'string' || found.billed === 'requests' ? null : found;
  return line({
    name: 'Instances kept warm',
    category: 'compute',
    quantity: count * month,
    unit: 'instance-seconds',
    unitPrice: price?.usd ?? null,
    formula: 'instances × seconds of the month × price of a second',
    unknown:
      typeof found === 'string' ? found : `no price of instances kept warm on ${platform} is known`,
    inputs: [
      ...(provisioned === null ? [] : [sourcedInput('instances kept warm', provisioned)]),
      sourcedInput('hours', context.assumptions.hoursPerMonth, 'h/month'),
      ...(price?.inputs ?? []),
    ],
  });
}

interface Used {
  readonly use: InstanceUse;
  readonly inputs: readonly NamedInput[];
}

/** Instances in use, or the reason why they are not known. */
function usedInstances(
  supply: Serverless,
  price: SecondPrice | null,
  context: ComponentContext,
): Used | string {
  const { workload, assumptions, coldStartSeconds, deployment } = context;
  if (!trafficIsStated(context.workload)) {
    return 'the requests are not stated (workload.requestsPerSecond)';
  }
  const own = assumptions.terms.serverless.secondsPerRequest;
  const seconds = own?.value ?? context.secondsPerRequest;
  if (seconds === null) {
    return 'how long a request takes is not known (serverless.secondsPerRequest)';
  }
  const billedWhileUp = price?.billed !== 'requests';
  const idle = supply.idleSeconds ?? defaultIdleSeconds(supply.platform);
  const concurrency = supply.concurrency ?? defaultConcurrency(supply.platform);
  const limit = workload.maxRequestsPerSecond?.value ?? Infinity;
  const use = instanceUse({
    hourly: weeklyFactors(workload).map((factor) =>
      Math.min(limit, workload.requestsPerSecond.value * factor),
    ),
    seconds,
    // What is billed by the request is billed for each of them, whether they share an instance or not.
    concurrency: supply.platform === 'aws-sagemaker' ? 1 : concurrency.value,
    idleSeconds: billedWhileUp ? idle.value : 0,
    coldStartSeconds: billedWhileUp ? coldStartSeconds : 0,
    most: deployment.replicas.max?.value ?? Infinity,
  });
  return {
    use,
    inputs: [
      requestsInput(context),
      own === null
        ? {
            name: 'time of a request',
            value: seconds,
            unit: 's',
            origin: {
              kind: 'derived',
              formula: 'time to first token + output tokens × time per output token',
            },
          }
        : sourcedInput('time of a request', own, 's'),
      ...(billedWhileUp
        ? [sourcedInput('requests at once', concurrency), sourcedInput('idle time', idle, 's')]
        : []),
    ],
  };
}
