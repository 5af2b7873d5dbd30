import type { DiffusionWork } from '../../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../model/performance.ts';
import type { PassParameters } from '../passParameters.ts';
import { runtimeOf, servedPrecision } from '../passServer.ts';
import { passSeconds } from '../passTime.ts';
import { stated, type MediaRequest, type RequestWork } from '../requestWork.ts';

/** Tokens of a prompt as text encoders pad it (CLIP 77, T5 256 to 512). */
const PROMPT_TOKENS = 256;

/** Convolutions and attention of the published decoders. */
const DECODER_LAYERS = 40;

/** Queueing, scheduling and encoding the picture. */
const OVERHEAD = 0.05;

/**
 * Image generation: the text encoder once, the denoiser every step (twice with guidance), the decoder once. Work grows
 * with the pixels. One request at a time: pipelines batch the images of a request, not requests.
 */
export function imageGeneration(
  replica: ReplicaConfiguration,
  facts: DiffusionWork,
  media: MediaRequest,
  parameters: PassParameters,
): RequestWork {
  const images = stated(media.images, 1);
  const steps = Math.max(1, stated(media.steps, facts.steps));
  const area =
    (stated(media.width, facts.side) * stated(media.height, facts.side)) / facts.side ** 2;
  const { precision, weightBytes } = servedPrecision(replica);
  // Pipelines are loaded at 16 bits also where the checkpoint holds 32.
  const served = precision === 'fp32' && replica.accelerator.kind !== 'cpu' ? 'bf16' : precision;
  const serving = { precision: served, runtime: runtimeOf(replica.engine) };
  const bytes = served === 'bf16' ? Math.min(2, weightBytes) : weightBytes;
  const seconds = (
    work: { multiplications: number; parameters: number; layers: number },
    batch: number,
  ): number =>
    passSeconds(
      {
        network: 'diffusion',
        multiplications: work.multiplications,
        activations: 0,
        weightBytes: work.parameters * bytes,
        layers: work.layers,
      },
      batch,
      replica.accelerator,
      serving,
      parameters,
    );
  const text = seconds(
    {
      multiplications: facts.textParameters * PROMPT_TOKENS,
      parameters: facts.textParameters,
      layers: 150,
    },
    1,
  );
  const step = seconds(
    {
      multiplications: facts.multiplications * area,
      parameters: facts.denoiserParameters,
      layers: facts.layers,
    },
    images * facts.passesPerStep,
  );
  const decoder = seconds(
    {
      multiplications: facts.decoderMultiplications * area,
      parameters: 0,
      layers: DECODER_LAYERS,
    },
    images,
  );
  const request = text + steps * step + decoder;
  return {
    unit: 'images',
    perRequest: images,
    tokens: 0,
    maxBatch: 1,
    seconds: (batch) => batch * request,
    overhead: OVERHEAD,
  };
}
