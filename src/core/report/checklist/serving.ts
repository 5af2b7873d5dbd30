import { keepsPrefixesByDefault } from '../../cost/prefixCaching.ts';
import { formatDuration } from '../format.ts';
import {
  done,
  findingWith,
  isHosted,
  isStated,
  missing,
  notApplicable,
  type ChecklistItem,
  type ChecklistSubject,
} from './item.ts';

/** Engines that put requests together by themselves. */
const batchingEngines: ReadonlySet<string> = new Set([
  'vllm',
  'tgi',
  'sglang',
  'tensorrt-llm',
  'tei',
  'nim',
  'kserve-huggingface',
  'jetstream',
  'llama-cpp',
]);

/** Larger weights than these, in bits, are worth a look: 16-bit and 32-bit formats. */
const mostBits = 9;

const quantization: ChecklistItem = {
  id: 'quantization',
  title: 'Smaller weights considered',
  answer(subject) {
    const { estimate, context, heldBack } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'a hosted model');
    if (estimate.model === null) return notApplicable(subject, 'the model is not known');
    const finding = findingWith(subject, ['quantize', 'prune']);
    if (finding !== undefined) return missing(subject, 'would save', finding);
    const method = estimate.quantization;
    const facts = method === null ? null : context.catalog.quantization(method.value);
    if (method !== null && facts !== null && facts.bitsPerWeight <= mostBits) {
      return done(subject, facts.title, method);
    }
    const held = heldBack.find(({ code }) => code === 'quantize');
    const refused = suppression(subject, 'quantize');
    if (refused !== undefined) return done(subject, refused.reason ?? 'not wanted', refused);
    return done(subject, held === undefined ? 'looked at, no saving found' : held.reason);
  },
};

const caching: ChecklistItem = {
  id: 'caching',
  title: 'Caching set up',
  answer(subject) {
    const { deployment, workload, estimate } = subject;
    const { route, settings } = deployment;
    const finding = findingWith(subject, ['response-cache', 'prefix-cache']);
    if (finding !== undefined) return missing(subject, `${finding.code} may save`, finding);
    if (route?.cache) {
      return done(subject, `${route.cache.mode.value} response cache`, route.cache.mode);
    }
    const { prefixCaching } = settings;
    if (prefixCaching !== undefined) {
      return prefixCaching.value
        ? done(subject, 'prefix cache', prefixCaching)
        : missing(subject, 'prefix cache switched off', prefixCaching);
    }
    const server = estimate.components.find(({ name }) => name === 'Cache server');
    if (server !== undefined) return done(subject, 'cache server');
    if (isStated(workload.cachedPrefixShare)) {
      return done(subject, 'share of cached prefixes stated', workload.cachedPrefixShare);
    }
    if (workload.cacheableShare?.value === 0) {
      return notApplicable(subject, 'no answer can be reused', workload.cacheableShare);
    }
    return keepsPrefixesByDefault(deployment) === true
      ? done(
          subject,
          `${deployment.engine?.value ?? ''} caches prefixes by itself`,
          deployment.engine,
        )
      : missing(subject, 'none set up');
  },
};

const batching: ChecklistItem = {
  id: 'batching',
  title: 'Batching set up',
  answer(subject) {
    const { deployment } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'the provider runs it');
    const finding = findingWith(subject, ['batching']);
    if (finding !== undefined) return missing(subject, 'could hold more requests', finding);
    const { maxSequences, maxBatchedTokens } = deployment.settings;
    const setting = maxSequences ?? maxBatchedTokens;
    if (setting !== undefined) return done(subject, String(setting.value), setting);
    const engine = deployment.engine?.value;
    if (engine !== undefined && batchingEngines.has(engine)) {
      return done(subject, `${engine} batches by itself`, deployment.engine);
    }
    const key = subject.written(
      /(?:dynamic_?batching|max_?batch_?(?:size|latency|delay)?|batch_?size|batcher)/i,
    );
    return key === null
      ? missing(subject, 'no batch size is set', deployment.engine)
      : done(subject, 'set', key);
  },
};

const spot: ChecklistItem = {
  id: 'spot',
  title: 'Spot capacity for batch work',
  answer(subject) {
    const { workload, estimate, deployment } = subject;
    const purchase = estimate.hardware?.purchase;
    if (purchase?.value === 'spot') return done(subject, 'spot', purchase);
    if (workload.latencyClass.value !== 'batch') {
      return notApplicable(subject, 'somebody waits for the answers');
    }
    if (purchase === undefined || purchase.value === 'owned' || purchase.value === 'serverless') {
      return notApplicable(subject, purchase?.value ?? 'no hardware of its own');
    }
    const refused = suppression(subject, 'spot');
    return refused === undefined
      ? missing(
          subject,
          purchase.value,
          deployment.placement.purchase ?? deployment.accelerator?.count,
        )
      : notApplicable(subject, refused.reason ?? 'not wanted', refused);
  },
};

/** Seconds in which weights are fetched that are not worth a cache. */
const longestFetch = 20;

const modelCache: ChecklistItem = {
  id: 'model-cache',
  title: 'Weights kept near the replicas',
  answer(subject) {
    const { deployment, estimate } = subject;
    if (isHosted(subject)) return notApplicable(subject, 'a hosted model');
    const { location, id } = deployment.model;
    const weights = estimate.coldStart.parts.find(({ name }) => name.startsWith('weights from '));
    if (weights === undefined || typeof weights.value !== 'number') {
      return notApplicable(subject, 'size of the model not known');
    }
    const source = weights.name.replace('weights from ', '');
    if (weights.value < longestFetch) {
      return notApplicable(subject, `fetched in ${formatDuration(weights.value)}`, location ?? id);
    }
    const isNear = source === 'volume' || source === 'image';
    return isNear
      ? done(subject, source, location ?? deployment.volumes[0]?.sizeGiB ?? id)
      : missing(
          subject,
          `every start fetches them from the ${source}, ${formatDuration(weights.value)}`,
          location ?? id,
        );
  },
};

function suppression({ suppressed }: ChecklistSubject, code: string) {
  return suppressed.find((one) => one.code === code);
}

/** How the model is served. */
export const servingItems: readonly ChecklistItem[] = [
  quantization,
  caching,
  batching,
  spot,
  modelCache,
];
