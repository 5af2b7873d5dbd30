import type { SpeechWork } from '../../model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../model/performance.ts';
import type { PassParameters } from '../passParameters.ts';
import { runtimeOf, servedPrecision } from '../passServer.ts';
import { passSeconds, type Runtime } from '../passTime.ts';
import {
  DEFAULT_AUDIO_SECONDS,
  stated,
  type MediaRequest,
  type RequestWork,
} from '../requestWork.ts';

const LAUNCHES_PER_LAYER = 6;

/** Hypotheses kept while decoding: the default of openai/whisper and faster-whisper; vLLM decodes greedily. */
const BEAMS = 5;

/** Share of bandwidth reached when the encoder's output is read by many small kernels. */
const READ_SHARE = 0.6;

/** Reading and resampling audio, per second of it. */
const OVERHEAD_PER_SECOND = 0.001;

/**
 * Speech to text: the encoder passes over each window of audio, then a decoder writes its words token by token, reading
 * its weights and what it attends to in the encoder's output once a step for every hypothesis. Windows of a request come
 * one after the other; several requests share a pass where the server batches.
 */
export function speech(
  replica: ReplicaConfiguration,
  facts: SpeechWork,
  media: MediaRequest,
  parameters: PassParameters,
): RequestWork {
  const audio = stated(media.audioSeconds, DEFAULT_AUDIO_SECONDS);
  // CTranslate2, which most servers of Whisper embed, runs fused kernels; Hugging Face's pipeline does not.
  const isEager = replica.engine === 'kserve-huggingface' || replica.engine === 'torchserve';
  const runtime: Runtime = isEager ? 'eager' : 'compiled';
  const beams = runtimeOf(replica.engine) === 'compiled' ? 1 : BEAMS;
  const window = facts.decoder?.window ?? audio;
  // Whisper pads the last window to its full length.
  const windows = facts.decoder === null ? 1 : Math.ceil(audio / window);
  const seconds = windowSeconds(replica, facts, { window, beams, runtime }, parameters);
  return {
    unit: 'audio-seconds',
    perRequest: audio,
    tokens: 0,
    maxBatch: Math.max(1, Math.floor(replica.maxSequences ?? 1)),
    seconds: (batch) => windows * seconds(batch),
    overhead: 0.02 + OVERHEAD_PER_SECOND * audio,
  };
}

/** Seconds that a batch of windows takes. */
export function windowSeconds(
  replica: ReplicaConfiguration,
  facts: SpeechWork,
  how: { readonly window: number; readonly beams: number; readonly runtime: Runtime },
  parameters: PassParameters,
): (batch: number) => number {
  const { precision, weightBytes } = servedPrecision(replica);
  const { accelerator } = replica;
  const positions = facts.positionsPerSecond * how.window;
  const encoder = {
    network: 'transformer',
    multiplications:
      positions * (facts.encoderParameters + 2 * facts.encoderLayers * facts.width * positions) +
      facts.stemMultiplications * how.window,
    activations: positions * facts.encoderLayers * 9 * facts.width,
    weightBytes: facts.encoderParameters * weightBytes,
    layers: facts.encoderLayers * LAUNCHES_PER_LAYER,
  } as const;
  const { decoder } = facts;
  const steps = decoder === null ? 0 : decoder.tokensPerSecond * how.window;
  const step = (sequences: number): number => {
    if (decoder === null) return 0;
    const work = {
      network: 'transformer',
      multiplications: decoder.parameters,
      activations: 0,
      weightBytes: decoder.parameters * weightBytes,
      layers: 0,
    } as const;
    const read = 2 * positions * decoder.layers * facts.width * 2 * sequences;
    const pass = passSeconds(
      work,
      sequences,
      accelerator,
      { precision, runtime: how.runtime },
      parameters,
    );
    return (
      decoder.layers * parameters.speech[how.runtime] +
      pass +
      read / (accelerator.bandwidth * READ_SHARE)
    );
  };
  return (batch) =>
    passSeconds(encoder, batch, accelerator, { precision, runtime: how.runtime }, parameters) +
    steps * step(batch * how.beams);
}
