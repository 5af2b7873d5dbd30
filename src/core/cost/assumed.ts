import type { NamedInput } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import { kvTransferInput } from '../performance/kvTransfer.ts';
import { firstLimitName } from '../performance/writesText.ts';
import { acceleratorRequest } from './acceleratorHardware.ts';
import { assumedRequests } from './cpuHardware.ts';
import type { Evaluation, EvaluationInputs } from './evaluate.ts';
import { measuredSpeeds, speedsOf } from './measuredSpeeds.ts';
import type { ServedModel } from './model.ts';
import type { HardwareOption } from './offer.ts';
import { hasObjective, trafficIsStated } from './workload.ts';
import { keepsPrefixes } from './prefixCaching.ts';

/**
 * Every input that was not read from the config, the weightiest first: what decides the price of a replica, then how many
 * run, then what they serve, then sizes of the smaller components.
 */
export function assumedInputs(
  inputs: EvaluationInputs,
  evaluation: Evaluation,
): readonly NamedInput[] {
  return [
    ...hardwareInputs(inputs, evaluation),
    ...replicaInputs(inputs, evaluation),
    ...speedInputs(inputs, evaluation),
    ...workloadInputs(inputs, evaluation),
    ...scalingInputs(evaluation),
    ...componentInputs(evaluation),
  ].filter(({ origin }) => origin.kind !== 'config');
}

function named(name: string, value: Sourced<string | number> | null, unit = ''): NamedInput[] {
  return value === null ? [] : [{ name, value: value.value, unit, origin: value.origin }];
}

/** Models that are not counted in tokens have 0 of them by default, which is nothing to mention. */
function tokens(name: string, value: Sourced<number>): NamedInput[] {
  return value.value === 0 && value.origin.kind === 'default'
    ? []
    : named(name, value, 'tokens/request');
}

function remark(name: string, text: string | null): NamedInput[] {
  if (text === null || text === '') return [];
  return [{ name, value: text, unit: '', origin: { kind: 'default', name, reason: text } }];
}

function hardwareInputs(inputs: EvaluationInputs, evaluation: Evaluation): NamedInput[] {
  const { deployment, choice } = inputs;
  const { option } = evaluation;
  // A hosted model is the same wherever it is asked from.
  if (deployment.supply.kind === 'api') return [];
  const { provider, region } = option?.site ?? choice.site;
  const site = [...named('provider', provider), ...named('region', region)];
  const purchase = named('purchase', choice.purchase);
  if (option === null) return [...site, ...purchase];
  const accelerator =
    option.accelerator === null || acceleratorRequest(deployment) === null
      ? []
      : named('accelerator', { value: option.accelerator.id, origin: option.origin });
  return [
    ...(inputs.model === null ? [] : named('model', modelOf(inputs.model))),
    ...accelerator,
    ...nodeInputs(option, inputs),
    ...site,
    ...purchase,
    ...(acceleratorRequest(deployment) === null ? assumedRequests(deployment) : []),
  ];
}

/** Read from the config, as nearly always, it is no assumption. */
function modelOf({ facts, origin }: ServedModel): Sourced<string> {
  return { value: facts.id, origin };
}

function nodeInputs(
  { node, site }: HardwareOption,
  { deployment, choice }: EvaluationInputs,
): NamedInput[] {
  if (node === null) return [];
  const { instance, price } = node.offer;
  const { placement, supply } = deployment;
  // A platform's instance stands in its config, and a machine of one's own was not chosen among several.
  const isChosen =
    placement.instanceType === null &&
    supply.kind !== 'managed' &&
    choice.purchase.value !== 'owned';
  const formula = `the cheapest in ${site.region.value} that holds the pod`;
  return [
    ...(isChosen
      ? named('instance type', { value: instance.name, origin: { kind: 'derived', formula } })
      : []),
    ...node.price.inputs.filter(({ origin }) => origin.kind === 'assumptions'),
    ...remark('price', node.price.remark),
    ...remark('price note', price.note),
    ...(node.packing.fits
      ? []
      : remark('packing', `no ${instance.name} can hold the pod as it is requested`)),
  ];
}

function replicaInputs(inputs: EvaluationInputs, evaluation: Evaluation): NamedInput[] {
  const { deployment, assumptions, model } = inputs;
  const { plan } = evaluation;
  if (deployment.supply.kind === 'api') return [];
  const parallelism = model?.parallelism;
  return [
    ...named('replicas', deployment.replicas.min),
    ...named('replicas on average', assumptions.replicas),
    ...remark('maximum replicas', plan.remark),
    ...(parallelism === undefined || parallelism.stated
      ? []
      : named('tensor parallelism', {
          value: parallelism.tensor,
          origin: {
            kind: 'default',
            name: 'tensor parallelism',
            reason: 'no flag says so; what the engine does by default',
          },
        })),
    ...named('quantization', model?.quantization ?? null).filter(
      ({ origin }) => origin.kind !== 'catalog',
    ),
  ];
}

/** How inputs that are measured speeds begin; the load follows. */
export const measuredSpeedName = 'measured speed at';

/** Measured speeds that replace the model's, each with its load. */
function speedInputs(
  { assumptions, environment }: EvaluationInputs,
  { serving }: Evaluation,
): NamedInput[] {
  if (serving?.configuration.speeds === undefined) return [];
  const speeds = speedsOf(serving.configuration, measuredSpeeds(assumptions, environment.catalog));
  return speeds.map(({ point: { value, origin } }) => ({
    name: `${measuredSpeedName} ${value.concurrency} in flight`,
    value: value.outputTokensPerSecond,
    unit: 'tokens/s',
    origin,
  }));
}

function workloadInputs(inputs: EvaluationInputs, evaluation: Evaluation): NamedInput[] {
  const { workload } = evaluation;
  const { series } = workload;
  return [
    ...(isUsed(inputs, workload) ? named('requests', workload.requestsPerSecond, 'req/s') : []),
    ...named('rate limit', workload.maxRequestsPerSecond, 'req/s'),
    ...tokens('output tokens', workload.outputTokens),
    ...named('output tokens, p95', workload.outputTokensP95, 'tokens/request'),
    ...tokens('input tokens', workload.inputTokens),
    ...named('input tokens, p95', workload.inputTokensP95, 'tokens/request'),
    ...(evaluation.serving?.performance?.kvTransferMs === undefined ? [] : [kvTransferInput]),
    ...(keepsPrefixes(inputs.deployment)
      ? named('cached prefix', workload.cachedPrefixShare, 'of the input')
      : []),
    ...named('images', workload.images.perRequest, 'per request'),
    ...named('audio', workload.audioSeconds, 's/request'),
    ...named('shape', workload.shape),
    ...(series === null ? [] : named('series', { ...series, value: `${series.value.length} h` })),
    ...stated('busiest five minutes', workload.peakFactor, '× the hour'),
    ...stated('latency class', workload.latencyClass),
    ...named(firstLimitName(evaluation.serving?.performance ?? null), workload.ttftMs, 'ms'),
    ...named('TPOT limit', workload.tpotMs, 'ms'),
    ...named('end-to-end limit', workload.e2eMs, 'ms'),
    ...(hasObjective(workload) ? named('percentile', workload.percentile) : []),
    ...named('growth', workload.growthPerMonth, 'a month'),
    ...named('updates', workload.updatesPerMonth, 'a month'),
    ...named('hours', inputs.assumptions.hoursPerMonth, 'h/month'),
  ];
}

/** A hosted model is paid by use: as long as nobody states any, none is taken for it. */
function isUsed({ deployment }: EvaluationInputs, workload: Evaluation['workload']): boolean {
  return deployment.supply.kind !== 'api' || trafficIsStated(workload);
}

/** What says nothing while it is the default. */
function stated(name: string, value: Sourced<string | number>, unit = ''): NamedInput[] {
  return value.origin.kind === 'default' ? [] : named(name, value, unit);
}

/** Where the autoscaler acts, and the start of a replica, where replicas come and go. */
function scalingInputs({ plan, target, coldStart }: Evaluation): NamedInput[] {
  if (plan.range.max <= plan.range.min) return [];
  const { seconds, parts } = coldStart;
  const formula = parts
    .map(({ name, value }) => `${name} ${Math.round(Number(value))} s`)
    .join(' + ');
  return [
    ...named('autoscaler target', target?.rate ?? null, 'req/s per replica'),
    {
      name: 'cold start',
      value: Math.round(seconds),
      unit: 's',
      origin: parts.length === 1 && parts[0] ? parts[0].origin : { kind: 'derived', formula },
    },
  ];
}

/** What the components beside compute took from defaults and assumptions; hours and tokens are listed before. */
function componentInputs(evaluation: Evaluation): NamedInput[] {
  const listed = new Set(['hours', 'output tokens']);
  return evaluation.components
    .flatMap(({ category, inputs }) => (category === 'compute' ? [] : inputs))
    .filter(({ name, origin }) => {
      const assumed = origin.kind !== 'derived' && origin.kind !== 'catalog';
      if (!assumed || listed.has(name)) return false;
      listed.add(name);
      return true;
    });
}
