import type { Change } from '../model/change.ts';
import { accuracyTradeOffs, isWithinLimit, lossIsAgreed } from './accuracy.ts';
import { cacheLoss, cachePrecision } from './cachePrecision.ts';
import { changing } from './fixes.ts';
import { acceptsWhatHolds } from './hold.ts';
import { placeOf } from './place.ts';
import type { FindingDraft, Subject } from './rule.ts';
import { cheapestUse, useInWords } from './smallerReplica.ts';

/**
 * Keys and values in 8 bits, where that lets fewer accelerators or replicas serve the same demand by more than `plain`,
 * what fewer accelerators save without it (USD per month).
 */
export function smallerCache(subject: Subject, plain: number): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const precision = cachePrecision(deployment.engine?.value, estimate);
  // Without a named accelerator nobody knows whether it has the arithmetic.
  if (precision === null || estimate.candidates.length > 0) return [];
  if (!isWithinLimit(cacheLoss, subject)) return [];
  const { name, value, needs } = precision;
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'kvCacheDataType', value },
  ];
  const use = cheapestUse(subject, changes);
  if (use === null || use.saving <= plain) return [];
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.settings.kvCacheDataType, deployment.model.id),
      message: () =>
        `Keys and values are kept in 16 bits and fill the memory; in ${name} twice as many tokens fit, and more requests are served at once.`,
      tradeOffs: accuracyTradeOffs(cacheLoss, subject),
      fixes: changing(subject, use.changes, {
        variant: `kv-${value}-${use.count}`,
        title: `Keep the KV cache in ${name}${useInWords(subject, use)}`,
        safe: needs === null && lossIsAgreed(subject),
        needs,
        accepts: acceptsWhatHolds(subject),
      }),
    },
  ];
}
