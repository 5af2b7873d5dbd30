import type { DeploymentAnalysis } from '../analysis.ts';
import type { Currency } from '../model/environment.ts';
import type { Sourced } from '../model/sourced.ts';
import {
  formatGiB,
  formatHourly,
  formatMonthly,
  formatNumber,
  formatPercent,
  formatQuantity,
} from '../report/format.ts';
import type { Span } from '../text/span.ts';

/** Kinds of hints, each with its own switch in the settings. */
export const lineFactKinds = [
  'replicas',
  'minReplicas',
  'accelerator',
  'modelLength',
  'sequences',
  'instanceType',
] as const;

export type LineFactKind = (typeof lineFactKinds)[number];

/** What one written value costs or does. */
export interface LineFact {
  readonly kind: LineFactKind;
  readonly deploymentId: string;
  readonly span: Span;
  readonly label: string;
  readonly tooltip: string;
}

/** The facts of a deployment that lie in the file `uri`; never what the lens says already. */
export function lineFacts(
  one: DeploymentAnalysis,
  uri: string,
  currency: Currency,
): readonly LineFact[] {
  const facts: LineFact[] = [];
  const add = (
    kind: LineFactKind,
    source: Sourced<unknown> | null | undefined,
    text: readonly [label: string, tooltip: string] | null,
  ): void => {
    if (text === null || source?.origin.kind !== 'config' || source.origin.uri !== uri) return;
    const [label, tooltip] = text;
    const deploymentId = one.deployment.id;
    facts.push({ kind, deploymentId, span: source.origin.span, label, tooltip });
  };
  const { replicas, accelerator, settings, placement } = one.deployment;
  const scaled = replicas.autoscaler !== null;
  add(scaled ? 'minReplicas' : 'replicas', replicas.min, replicaText(one, scaled, currency));
  add('accelerator', accelerator?.count, acceleratorText(one, currency));
  add('modelLength', settings.maxModelLength, modelLengthText(one));
  add('sequences', settings.maxSequences, sequencesText(one));
  add('instanceType', placement.instanceType, instanceText(one, currency));
  return facts;
}

type Text = readonly [label: string, tooltip: string] | null;

function replicaText(
  { estimate: { byCategory, monthly, replicas } }: DeploymentAnalysis,
  scaled: boolean,
  currency: Currency,
): Text {
  if (monthly === null || byCategory.compute <= 0 || replicas.expected <= 0) return null;
  const each = byCategory.compute / replicas.expected;
  if (!scaled) {
    // With one replica this is the total, which the lens says.
    if (replicas.expected === 1) return null;
    return [`${formatMonthly(each, currency)} each`, 'Compute of one replica that runs all month.'];
  }
  if (replicas.min <= 0) return null;
  return [
    `${formatMonthly(each * replicas.min, currency)} idle`,
    'Compute of the replicas that run when there is nothing to do.',
  ];
}

function acceleratorText({ deployment, estimate }: DeploymentAnalysis, currency: Currency): Text {
  const { hardware, memory, candidates } = estimate;
  if (candidates.length > 0) {
    const fitting = candidates.filter(({ fits }) => fits).length;
    return [
      `${formatQuantity(fitting, 'accelerator')} ${fitting === 1 ? 'fits' : 'fit'}`,
      'Accelerators of the provider on which the model fits; the config does not name one.',
    ];
  }
  if (hardware === null) return null;
  const parts: string[] = [];
  // A machine that is named and used whole has its price on its own line.
  const isSaid =
    hardware.nodeShare === 1 &&
    standElsewhereInFile(deployment.placement.instanceType, deployment.accelerator?.count);
  if (hardware.pricePerHour !== null && !isSaid) {
    parts.push(formatHourly(hardware.pricePerHour * hardware.nodeShare, currency));
  }
  if (memory !== null) parts.push(`${formatGiB(memory.availableGiB)} usable`);
  if (parts.length === 0) return null;
  return [
    parts.join(' · '),
    'Price of one replica for an hour, and the memory of each accelerator that the engine may use.',
  ];
}

/** True for two values of one file at different places. */
function standElsewhereInFile(
  a: Sourced<unknown> | null,
  b: Sourced<unknown> | undefined,
): boolean {
  const [from, to] = [a?.origin, b?.origin];
  return (
    from?.kind === 'config' &&
    to?.kind === 'config' &&
    from.uri === to.uri &&
    from.span.start !== to.span.start
  );
}

function modelLengthText({ estimate: { memory } }: DeploymentAnalysis): Text {
  const requests = memory?.fits === true ? memory.sequencesAtMaximumLength : null;
  if (requests === null) return null;
  const whole = Math.floor(requests);
  const label =
    whole === 0 ? 'KV for no whole request' : `KV for ${formatQuantity(whole, 'request')}`;
  return [label, 'Requests of this length that the KV cache of one replica holds at once.'];
}

function sequencesText({ deployment, estimate }: DeploymentAnalysis): Text {
  const limit = deployment.settings.maxSequences?.value;
  const held = estimate.performance?.maxConcurrency;
  if (limit === undefined || held === undefined || held >= limit) return null;
  return [
    `KV holds ${formatNumber(Math.floor(held))}`,
    'Requests of the expected length that the KV cache of one replica holds at once: the limit is not reached.',
  ];
}

function instanceText({ estimate: { hardware } }: DeploymentAnalysis, currency: Currency): Text {
  if (typeof hardware?.pricePerHour !== 'number') return null;
  const share = hardware.nodeShare < 1 ? ` · ${formatPercent(hardware.nodeShare)} used` : '';
  return [
    `${formatHourly(hardware.pricePerHour, currency)}${share}`,
    'Price of the whole machine for an hour, and the share of it one replica takes.',
  ];
}
