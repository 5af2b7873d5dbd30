import { readEngine } from '../../src/core/performance/rowEngine.ts';
import { statedMethod } from '../../src/core/performance/rowPrecision.ts';
import { catalog } from './catalog.ts';
import type { MeasuredRow } from './rows.ts';

type Line = Readonly<Record<string, string>>;

/** Research code and desktop front ends: not what a deployment runs, and bound by their Python. */
const NOT_AN_ENGINE =
  /transformers|pytorch|fastchat|webui|awq|openllm|hipfire|mlx|lucebox|not stated|cpu/i;

/** What a note says about a run whose figure or set-up cannot be relied on. */
const UNRELIABLE =
  /unreliable|understated|uncertain|cut off|open loop|sanity check|eagle|capped at|unoptimised|cpu offload|low trust/i;

/** Benchmarks that send one prompt again and again: with prefix caching only decoding is left. */
const SAME_PROMPT = /prefix cache|same prompt|identical prompts/i;

/** Prompt and answer of tables that give no lengths: a question and a paragraph. */
const SHORT = { input: 64, output: 256 };

/** The card in `Intel 265K Custom PC (Nvidia RTX 3060)`; single-board hosts starve a card, so they are not taken. */
function cardOf(line: Line): string | null {
  const name = line.gpu ?? '';
  if (/\bPi\b|Radxa|Orion|System76|HiFive/i.test(name)) return null;
  return /\((?:nvidia|amd) ([^)]+)\)/i.exec(name)?.[1] ?? name;
}

/**
 * One line of the collections for cards that small teams rent or own, as a row of throughput; null where the line is of
 * another kind, its set-up is not clear, or model, card or engine are not in the catalogue.
 */
export function smallRow(line: Line): MeasuredRow | null {
  const notes = line.notes ?? '';
  const metric = line.metric ?? '';
  if (metric !== 'output_tokens_per_s' && metric !== 'decode_tokens_per_s') return null;
  if (UNRELIABLE.test(notes) || NOT_AN_ENGINE.test(line.engine ?? '')) return null;
  if (/mtp|apex/i.test(`${line.model} ${line.weight_precision}`)) return null;
  const { engine, engineVersion } = readEngine(line.engine ?? '', null);
  const card = cardOf(line);
  const accelerator = card === null ? null : catalog.accelerator(card);
  const model = catalog.model((line.model ?? '').replace(/ \(fine-tuned\)/, ''))?.facts;
  if (accelerator === null || model === undefined || model.architecture === null) return null;
  const isSingle = line.dataset === 'consumer' || line.dataset === 'llmfit_community';
  const concurrency = Number(line.concurrency_or_batch) || 0;
  // Community runs of other engines than llama.cpp often predict several tokens at once without saying so.
  if (isSingle && (concurrency !== 1 || !/llama|ollama/.test(engine))) return null;
  const hasLengths = Number(line.output_len) > 0;
  if (!hasLengths && line.dataset !== 'consumer') return null;
  const gpus = Number(line.num_gpus) || 1;
  const tp = Number(line.tp) || 1;
  const pp = Number(/PP(\d+)/.exec(line.pp_ep ?? '')?.[1] ?? 1);
  const isDecode = isSingle || metric === 'decode_tokens_per_s' || SAME_PROMPT.test(notes);
  return {
    dataset: `small-${line.dataset ?? ''}`,
    source: `${line.source_repo_or_page ?? ''}:${line.source_path ?? ''}`,
    engine,
    version: engineVersion ?? '',
    model: model.id,
    accelerator: accelerator.id,
    gpus,
    tp: isSingle ? 1 : tp,
    // llama.cpp puts layers on cards one after another.
    pp: isSingle ? gpus : pp,
    dp: Math.max(1, Math.floor(gpus / (tp * pp))),
    ep: 1,
    weights: statedMethod(line.weight_precision, engine) ?? 'bf16',
    kv: (line.kv_precision ?? '').includes('8') ? 'fp8' : 'bf16',
    input: Number(line.input_len) || SHORT.input,
    output: Number(line.output_len) || SHORT.output,
    kind: isDecode ? 'decode' : concurrency > 0 ? 'static' : 'offline',
    concurrency: isDecode ? Math.max(1, concurrency) : concurrency,
    wait: 0,
    value: Number(line.value),
    ttft: 0,
    tpot: 0,
  };
}
