import type { NamedInput } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';

export const gib = 2 ** 30;

/** Response size of models that answer with something other than tokens. */
const bytesPerVectorElement = 11; // one number of a JSON array, `-0.0123456`, with its comma
const bytesPerScore = 1000; // a small JSON document

/** English text in the vocabularies of current models: about four characters a token (OpenAI, “What are tokens”, 2024). */
const bytesPerInputToken = 4;

export interface MessageSize {
  readonly bytes: number;
  readonly inputs: readonly NamedInput[];
}

/** Bytes of one response, headers left out. */
export function responseSize(context: ComponentContext): MessageSize {
  const { egress } = context.assumptions.components;
  if (egress.bytesPerRequest !== null) {
    const { bytesPerRequest } = egress;
    return {
      bytes: bytesPerRequest.value,
      inputs: [sourcedInput('response', bytesPerRequest, 'bytes')],
    };
  }
  const tokens = context.workload.outputTokens;
  if (tokens.value > 0) {
    return {
      bytes: tokens.value * egress.bytesPerToken.value,
      inputs: [
        sourcedInput('output tokens', tokens, 'tokens/request'),
        sourcedInput('response', egress.bytesPerToken, 'bytes/token'),
      ],
    };
  }
  const width = context.model?.modality === 'embedding' && context.model.architecture?.hiddenSize;
  const bytes = typeof width === 'number' ? width * bytesPerVectorElement : bytesPerScore;
  const reason =
    typeof width === 'number'
      ? `a JSON array of ${width} numbers of about ${bytesPerVectorElement} characters`
      : 'a small JSON document';
  return {
    bytes,
    inputs: [
      {
        name: 'response',
        value: bytes,
        unit: 'bytes',
        origin: { kind: 'default', name: 'egress.bytesPerRequest', reason },
      },
    ],
  };
}

/** Bytes of one request: its text, or a small JSON document for models that read something else. */
export function requestSize({ workload }: ComponentContext): MessageSize {
  const tokens = workload.inputTokens;
  const bytes = tokens.value > 0 ? tokens.value * bytesPerInputToken : bytesPerScore;
  const reason =
    tokens.value > 0
      ? `${tokens.value} tokens of about ${bytesPerInputToken} characters`
      : 'a small JSON document';
  return {
    bytes,
    inputs: [
      {
        name: 'request',
        value: bytes,
        unit: 'bytes',
        origin: { kind: 'default', name: 'request bytes', reason },
      },
    ],
  };
}
