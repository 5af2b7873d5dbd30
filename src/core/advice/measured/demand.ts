import { formatInput, formatTimeRange } from '../../report/format.ts';
import type { Sourced } from '../../model/sourced.ts';
import { nothingChanges } from '../consequences.ts';
import type { FindingDraft, FixDraft, Subject } from '../rule.ts';
import { isOutside, meanOf } from './outside.ts';

/** Share by which demand may differ from one week to the next without anybody having stated anything wrong. */
const tolerance = 0.2;

interface StatedDemand {
  readonly name: string;
  readonly unit: string;
  readonly field: string;
  readonly stated: Sourced<number>;
  readonly measured: number | undefined;
}

/** Demand that somebody states for the deployment, which counts before what was measured of it. */
export function statedDemand(subject: Subject): readonly FindingDraft[] {
  const { production } = subject.assumptions.measured;
  if (production === null) return [];
  const { values } = production;
  const { workload } = subject;
  const all: readonly StatedDemand[] = [
    {
      name: 'requests',
      unit: 'req/s',
      field: 'requestsPerSecond',
      stated: workload.requestsPerSecond,
      measured: values.requestsPerSecond,
    },
    {
      name: 'input tokens',
      unit: 'tokens/request',
      field: 'inputTokens',
      stated: workload.inputTokens,
      measured: meanOf(values.inputTokens),
    },
    {
      name: 'output tokens',
      unit: 'tokens/request',
      field: 'outputTokens',
      stated: workload.outputTokens,
      measured: meanOf(values.outputTokens),
    },
  ];
  return all.flatMap((one) => draft(one, subject));
}

function draft(
  { name, unit, field, stated, measured }: StatedDemand,
  subject: Subject,
): readonly FindingDraft[] {
  const { origin, value } = stated;
  const { production } = subject.assumptions.measured;
  if (measured === undefined || production === null || origin.kind !== 'assumptions') return [];
  const off = tolerance * value;
  if (!isOutside(measured, { min: value - off, max: value + off })) return [];
  const shown = (amount: number): string => formatInput(amount, unit, subject.currency);
  return [
    {
      kind: 'problem',
      uri: origin.uri,
      span: origin.span,
      consequence: nothingChanges,
      message: () =>
        `${shown(value)} ${name === 'requests' ? 'are' : `of ${name} are`} stated for ${subject.deployment.name} and counted; ` +
        `${shown(measured)} were measured ${formatTimeRange(production.values)} (${production.values.source}).`,
      tradeOffs: [],
      fixes: fixesOf(field, measured, subject),
    },
  ];
}

/** What the assumptions file states is taken out of it; what a comment states becomes what was measured. */
function fixesOf(field: string, measured: number, subject: Subject): readonly FixDraft[] {
  const taken = subject.forget(['workload', field]);
  const proposal = 'refused' in taken ? subject.assume(['workload', field], measured) : taken;
  if ('refused' in proposal) return [];
  return [
    {
      variant: field,
      title: 'Count what was measured',
      edits: proposal.edits,
      changes: null,
      safe: false,
      needs: null,
      accepts: () => true,
    },
  ];
}
