import { keepsPrefixes } from '../../cost/prefixCaching.ts';
import type { Change } from '../../model/change.ts';
import { formatPercent } from '../../report/format.ts';
import { settingChanges } from '../consequences.ts';
import { replicasSet, withFewerReplicas } from '../fewerReplicas.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { Rule } from '../rule.ts';

/** Prompts that begin alike are computed anew, because the server keeps no prefixes. */
export const prefixCache: Rule = {
  code: 'prefix-cache',
  title: 'Keep the prefixes of prompts',
  level: 'information',
  explanation:
    'A prefix cache keeps the keys and values of prompts, so that a system prompt or a conversation so far is computed ' +
    'once. Where workload.cachedPrefixShare says which share of the input repeats and the server does not cache — told ' +
    'so, or by the default of its version (vLLM before 0.8, TGI before 2.3, NIM) — it is proposed, with fewer replicas ' +
    'where their number is fixed. Nothing is said without that share: what repeats cannot be read from a config.',
  consequence: settingChanges,
  check(asked) {
    const { deployment, workload, estimate } = asked;
    const share = workload.cachedPrefixShare;
    if (share === null || !(share.value > 0) || keepsPrefixes(deployment)) return [];
    if (estimate.performance === null || estimate.model?.modality !== 'text-generation') return [];
    const subject = pinned(asked);
    const wanted: readonly Change[] = [
      { kind: 'set-engine-setting', setting: 'prefixCaching', value: true },
    ];
    const changes = withFewerReplicas(subject, wanted);
    const replicas = replicasSet(changes);
    const fewer = replicas === null ? '' : ` and run ${replicas} replicas`;
    return [
      {
        kind: 'saving',
        ...placeOf(deployment, deployment.settings.prefixCaching, deployment.model.id),
        message: () =>
          `${formatPercent(share.value)} of the input repeats and is computed anew for every request: the server keeps no prefixes.`,
        tradeOffs: [
          'Time to first token then depends on what was asked before: a request with a new prefix takes as long as today.',
        ],
        fixes: changing(subject, changes, {
          variant: 'prefixes',
          title: `Keep prefixes${fewer}`,
          safe: true,
          needs: null,
          accepts: acceptsWhatHolds(subject),
        }),
      },
    ];
  },
};
