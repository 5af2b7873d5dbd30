import type { ModelFacts } from '../model/modelFacts.ts';
import { cited } from './decode.ts';
import type { ModelsFile } from './schema.ts';

/** What a pass takes, where the file says it. */
export function modelWork(
  entry: ModelsFile['models'][number],
  file: ModelsFile,
): Pick<ModelFacts, 'work'> {
  if (entry.vision !== undefined) {
    const [transformer, giga, activations, side, layers, cite] = entry.vision;
    return {
      work: {
        kind: 'vision',
        network: transformer === 1 ? 'transformer' : 'convolution',
        multiplications: giga * 1e9,
        activations: activations === 0 ? null : activations * 1e6,
        side,
        layers,
        ...cited(file.citations, cite),
      },
    };
  }
  if (entry.diffusion !== undefined) {
    const [pass, decoder, side, layers, steps, passesPerStep, denoiser, text, cite] =
      entry.diffusion;
    return {
      work: {
        kind: 'diffusion',
        multiplications: pass * 1e9,
        decoderMultiplications: decoder * 1e9,
        side,
        layers,
        steps,
        passesPerStep,
        denoiserParameters: denoiser * 1e9,
        textParameters: text * 1e9,
        ...cited(file.citations, cite),
      },
    };
  }
  if (entry.speech === undefined) return {};
  const [encoder, decoder, encoderLayers, layers, width, positions, tokens, window, stem, cite] =
    entry.speech;
  return {
    work: {
      kind: 'speech',
      encoderParameters: encoder * 1e9,
      encoderLayers,
      width,
      positionsPerSecond: positions,
      stemMultiplications: stem * 1e9,
      decoder:
        decoder === 0
          ? null
          : { parameters: decoder * 1e9, layers, tokensPerSecond: tokens, window },
      ...cited(file.citations, cite),
    },
  };
}
