import type { ReplicaConfiguration } from '../model/performance.ts';
import type { ReplicaShape } from './replicaShape.ts';
import type { StepTimes } from './stepTime.ts';

/** Speculative decoding as it is configured: what a step proposes, and how much of it the model keeps. */
export type Speculation = NonNullable<ReplicaConfiguration['speculation']>;

/** How a method proposes tokens. */
interface Method {
  readonly pattern: RegExp;
  /** Chance that the next proposed token is kept, given that those before it were. */
  readonly acceptance: number;
  readonly draft: Speculation['draft'];
  /** Tokens proposed per step where the config does not say. */
  readonly draftTokens: number;
  readonly source: string;
}

/**
 * Methods, the more particular name first. Acceptance is of chat at temperature 1 where the source says; code and
 * summaries that repeat their input are accepted more often. Where a source gives the mean length τ of an accepted run,
 * the chance is the one with (1 − a^(k+1)) / (1 − a) = τ.
 */
const METHODS: readonly Method[] = [
  {
    pattern: /eagle-?3|eagle3/,
    acceptance: 0.65,
    draft: 'layer',
    draftTokens: 3,
    source:
      'nebius/EAGLE3-Llama-3.3-70B-Instruct model card: τ 2.77 on MT-bench for the public EAGLE-3 of Llama 3.1 8B, k = 7, temperature 1',
  },
  {
    pattern: /mtp|nextn|deepseek_mtp/,
    acceptance: 0.85,
    draft: 'layer',
    draftTokens: 1,
    source: 'DeepSeek-V3 technical report (arXiv 2412.19437) 5.4.3: second token accepted 85–90%',
  },
  {
    pattern: /eagle|hass/,
    acceptance: 0.6,
    draft: 'layer',
    draftTokens: 3,
    source: 'EAGLE (arXiv 2401.15077): acceptance of a chain 0.6–0.8 (from memory); lower end',
  },
  {
    pattern: /medusa|mlp_speculator|hydra/,
    acceptance: 0.5,
    draft: 'heads',
    draftTokens: 3,
    source:
      'Medusa (arXiv 2401.10774): about 60% for the first head, less for later ones (from memory)',
  },
  {
    pattern: /ngram|n-gram|lookup|suffix|\[ngram\]/,
    acceptance: 0.43,
    draft: 'none',
    draftTokens: 5,
    source:
      'Spec-Bench (arXiv 2401.07851): prompt lookup keeps 1.75 tokens per step on average (from memory)',
  },
  {
    pattern: /./,
    acceptance: 0.65,
    draft: 'model',
    draftTokens: 5,
    source:
      'Leviathan et al. (arXiv 2211.17192) table 3: 0.53–0.75 for T5 and LaMDA drafts (from memory)',
  },
];

/** A draft model of a tenth of the size, where its own size is not known: the usual ratio (Leviathan et al., 2.2). */
export const DRAFT_MODEL_SHARE = 0.1;

/**
 * Reads an engine's setting of speculative decoding: vLLM's JSON (`{"method": "eagle3", "num_speculative_tokens": 3}`),
 * the name of an algorithm (`EAGLE3`, `NEXTN`) or of a draft model, or TGI's number of tokens to look up. Null for an
 * empty setting or one that switches it off.
 */
export function readSpeculation(setting: string | null): Speculation | null {
  const text = setting?.trim().toLowerCase() ?? '';
  if (text === '' || /^(none|null|false|0|off|\{\})$/.test(text)) return null;
  const isCount = /^\d+$/.test(text);
  const stated = isCount ? text : field(text, /num_speculative_tokens/);
  const name = isCount ? 'ngram' : (field(text, /method/) ?? field(text, /model/) ?? text);
  const method = METHODS.find(({ pattern }) => pattern.test(name));
  const draftTokens = stated === null ? (method?.draftTokens ?? 0) : Number(stated);
  if (method === undefined || !(draftTokens >= 1)) return null;
  return {
    draftTokens: Math.min(64, Math.floor(draftTokens)),
    acceptance: method.acceptance,
    draft: method.draft,
    source: method.source,
  };
}

function field(text: string, key: RegExp): string | null {
  const found = new RegExp(`["']?(?:${key.source})["']?\\s*[:=]\\s*["']?([^"',}]+)`).exec(text);
  return found?.[1]?.trim() ?? null;
}

/** Tokens a step makes on average: (1 − a^(k+1)) / (1 − a) (Leviathan et al., arXiv 2211.17192, equation 1). */
export function tokensPerStep({ acceptance, draftTokens }: Speculation): number {
  const chance = Math.min(1, Math.max(0, acceptance));
  const tokens = Math.max(0, draftTokens);
  return chance === 1 ? tokens + 1 : (1 - chance ** (tokens + 1)) / (1 - chance);
}

/**
 * Steps of the draft per step of the model, in units of one step of the model: a drafted token passes one layer of the
 * model's size and the head, the heads alone, or a model of its own.
 */
function draftShare(speculation: Speculation, shape: ReplicaShape): number {
  const bytes = shape.denseBytes + shape.expertBytes + shape.headBytes;
  const head = shape.headBytes / Math.max(1, bytes);
  const perToken = {
    none: 0,
    heads: head,
    layer: 1 / Math.max(1, shape.architecture.layers) + head,
    model: DRAFT_MODEL_SHARE,
  }[speculation.draft];
  return perToken * speculation.draftTokens;
}

/**
 * The step times with speculation: `decode` is then seconds per token of a sequence. A step checks all proposed tokens at
 * once, which is nearly free while weights are read for few sequences and costs its full arithmetic at large batches.
 */
export function withSpeculation(times: StepTimes, shape: ReplicaShape): StepTimes {
  const speculation = shape.replica.speculation ?? null;
  if (speculation === null || !(speculation.draftTokens >= 1)) return times;
  const share = draftShare(speculation, shape);
  const tokens = tokensPerStep(speculation);
  const positions = speculation.draftTokens + 1;
  return {
    ...times,
    decode: (batch, context) =>
      (times.decode(batch, context, positions) + share * times.decode(batch, context)) / tokens,
  };
}
