import type { VisionWork } from '../../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../model/performance.ts';
import type { PassParameters } from '../passParameters.ts';
import { batchLimit, runtimeOf, servedPrecision } from '../passServer.ts';
import { passSeconds, type PassWork } from '../passTime.ts';
import { stated, type MediaRequest, type RequestWork } from '../requestWork.ts';

/** Elements written per multiply-add where they are not published: between ResNet-50 (2.7) and MobileNet (20), per thousand. */
const ACTIVATIONS_PER_MULTIPLICATION = 5e-3;

/** Reading, decoding and resizing one image on the host. */
const IMAGE_OVERHEAD = 0.006;

/** Image classification, detection and image embeddings: one pass over each image of a request. */
export function visionPass(
  replica: ReplicaConfiguration,
  facts: VisionWork,
  media: MediaRequest,
  parameters: PassParameters,
): RequestWork {
  const images = stated(media.images, 1);
  const { precision, weightBytes } = servedPrecision(replica);
  const work = visionWork(facts, media, replica.model.parameters * weightBytes);
  const serving = { precision, runtime: runtimeOf(replica.engine) };
  return {
    unit: 'predictions',
    perRequest: images,
    tokens: 0,
    maxBatch: batchLimit(replica, 1),
    seconds: (batch) => passSeconds(work, batch * images, replica.accelerator, serving, parameters),
    overhead: IMAGE_OVERHEAD * images,
  };
}

/**
 * Work of one image. Detectors and segmenters see the size that is sent; classifiers scale every image to the size they
 * were made for.
 */
function visionWork(facts: VisionWork, media: MediaRequest, weightBytes: number): PassWork {
  const resizes = facts.side < 500;
  const width = resizes ? facts.side : stated(media.width, facts.side);
  const height = resizes ? facts.side : stated(media.height, facts.side);
  const area = (width * height) / facts.side ** 2;
  const activations = facts.activations ?? facts.multiplications * ACTIVATIONS_PER_MULTIPLICATION;
  return {
    network: facts.network,
    multiplications: facts.multiplications * area,
    activations: activations * area,
    weightBytes,
    layers: facts.layers,
  };
}
