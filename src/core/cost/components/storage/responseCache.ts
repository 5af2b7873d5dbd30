import type { ResponseCache } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { answerLife, cacheHits } from '../../hosted/cacheHits.ts';
import { sourcedInput } from '../../inputs.ts';
import { trafficIsStated } from '../../workload.ts';
import type { ComponentContext } from '../context.ts';
import { line } from '../line.ts';
import { priceInput } from '../ancillary.ts';
import { gib, requestSize, responseSize } from '../network/traffic.ts';
import { cachePrice } from './cacheServer.ts';

/** JSON around an answer, its key and what Redis keeps beside them: about a kilobyte. */
const bytesAround = 1000;

/** Numbers of 4 bytes in the vector of a request: OpenAI’s small embedding models answer with 1,536 (documentation, 2024). */
const bytesOfVector = 1536 * 4;

/** Text of an answer by the token, without the events of a stream around it: about four characters (OpenAI, 2024). */
const bytesPerToken = 4;

/** What a cache server keeps free for its own work and for busier hours. */
const headroom = 1.3;

/**
 * The server that a gateway keeps answers in, sized by what comes in while an answer is of use, and the share of it that
 * this model pays beside the others. Nothing where the gateway keeps them itself, where the traffic that would size it is not
 * stated, or where the assumptions state a cache server.
 */
export function responseCacheComponents(context: ComponentContext): readonly CostComponent[] {
  const { deployment, assumptions } = context;
  const cache = deployment.route?.cache ?? null;
  // The models on servers of one’s own pay nothing at the gateway: the others share it.
  if (deployment.route?.endpoint != null) return [];
  if (cache?.store !== 'server' || assumptions.components.cacheServer.enabled) return [];
  if (!trafficIsStated(context.workload) || context.workload.requestsPerSecond.value <= 0)
    return [];
  const size = storedGiB(cache, context);
  const sharedBy = Math.max(1, cache.sharedBy);
  const priced = cachePrice(size * sharedBy, context);
  const hours = assumptions.calendarHours;
  return [
    line({
      name: 'Response cache',
      category: 'storage',
      quantity: ((priced?.amount ?? 1) / sharedBy) * hours.value,
      unit: priced?.per === 'GiB' ? 'GiB-hours' : 'server-hours',
      unitPrice: priced?.price.usd ?? null,
      formula: `servers that hold the answers ÷ ${sharedBy} models that share them × hours × price`,
      unknown: 'no cache server price is known',
      inputs: [
        {
          name: 'answers kept',
          value: size,
          unit: 'GiB',
          origin: {
            kind: 'derived',
            formula: 'requests not answered from it × time they are kept × bytes of an answer',
          },
        },
        sourcedInput('time they are of use', answerLife(context.workload, cache), 's'),
        sourcedInput('hours', hours, 'h/month'),
        ...(priced === null ? [] : [priceInput(priced.price)]),
      ],
    }),
  ];
}

function storedGiB(cache: ResponseCache, context: ComponentContext): number {
  const { workload } = context;
  const tokens = workload.outputTokens.value;
  const answer = tokens > 0 ? tokens * bytesPerToken : responseSize(context).bytes;
  const isSemantic = cache.mode.value === 'semantic';
  const question = isSemantic ? requestSize(context).bytes + bytesOfVector : 0;
  const kept = 1 - (cacheHits(workload, cache)?.value ?? 0);
  const answers = workload.requestsPerSecond.value * kept * answerLife(workload, cache).value;
  return (answers * (answer + question + bytesAround) * headroom) / gib;
}
