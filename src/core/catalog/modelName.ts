import { trimmedEnd } from '../text/trimmedEnd.ts';

/**
 * Longer ones name no model, in UTF-16 code units: Hugging Face allows 96 for an organisation and as many for a model, and the
 * folders before them are few.
 */
export const LONGEST_NAME = 500;

/** Words at the end of a name that do not change the architecture. */
const roles = new Set('instruct chat it base hf pt sft dpo preview bf16'.split(' '));

/** Words that tell of another architecture, of a part of a model, or of something that is no language model. */
const foreign =
  /(?:^|-)(?:vl|vlm|vision|visual|llava|omni|audio|voice|speech|multimodal|mm|moe|distill|distilled|draft|eagle\d?|medusa|speculator|mtp|dflash|embed|embedding|embeddings|rerank|reranker|reward|rm|prm|orm|classifier|lora|qlora|adapter|adapters|peft|pruned|prune|minitron|nemotron|shortened|slim|depth|width|tiny|mini|small|ultravox|idefics|cambrian|video|vila|blip|minicpm|image|merge|merged|franken\w*|onnx|engine|tts|ocr|asr|coder|code|math|tokenizer)(?:-|$)/;

/**
 * The name in lower case with one kind of separator: `Meta-Llama-3.1-8B_Instruct` is `llama-3-1-8b-instruct`. Without the
 * organisation.
 */
export function dashed(name: string): string {
  const tail = name.slice(name.lastIndexOf('/') + 1);
  return tail
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/^meta-(?=llama)/, '')
    .replace(/(^|-)llama(?=\d)/, '$1llama-');
}

/** The dashed name without the words for its training stage. */
export function stem(dashedName: string): string {
  const words = dashedName.split('-');
  while (words.length > 1 && roles.has(words.at(-1) ?? '')) words.pop();
  return words.join('-');
}

/** The stem without a version behind the size: `mixtral-8x7b-instruct-v0-1` is a `mixtral-8x7b`. Null without a size. */
export function sizedStem(dashedName: string): string | null {
  const bare = stem(stem(dashedName).replace(/-v\d+(?:-\d+)?$/, ''));
  const last = bare.slice(bare.lastIndexOf('-') + 1);
  return bare !== last && sizes(last).length === 1 ? bare : null;
}

/** Words that state a size: `8b`, `8x7b`, `a3b`, `350m`. */
export function sizes(dashedName: string): readonly string[] {
  return dashedName.split('-').filter((word) => /^(?:e|a|\d+x)?\d+[bm]$/.test(word));
}

/**
 * Names to try for what a config wrote, most telling first: the name itself, the repository in a cache path
 * (`models--org--name`), the last two and the last part of a path. Schemes, quotes, `@revision`, image tags and trailing slashes go.
 */
export function readings(written: string): readonly string[] {
  if (written.length > LONGEST_NAME) return [];
  const named = written
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^["']|["']$/g, '')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^(?:huggingface\.co|hf\.co|registry\.ollama\.ai)\//i, '')
    .replace(/[?#].*$/s, '')
    .replace(/@[\w.-]+$/, '')
    .replace(/:(?:latest|v?\d+(?:\.\d+)*)$/, '');
  const bare = named.slice(0, trimmedEnd(named, '/'));
  const parts = bare.split('/').filter(Boolean);
  const cached = parts.map((part) => /^(?:models--)?((?:[\w.]|-(?!-))+)--([\w.-]+)$/.exec(part));
  const repositories = cached.flatMap((found) =>
    found === null ? [] : [`${found[1] ?? ''}/${found[2] ?? ''}`],
  );
  const names = [...repositories, bare, parts.slice(-2).join('/'), parts.at(-1) ?? ''];
  // SageMaker JumpStart: `huggingface-llm-mistral-7b`, `deepseek-llm-r1-distill-qwen-1-5b`.
  const [, vendor = '', model = ''] =
    /^([a-z]+)-(?:llm|vlm|reasoning|textgeneration|textgenerationneuron)-(.+)$/.exec(bare) ?? [];
  if (model !== '') names.push(`${vendor}-${model}`, model);
  return [...new Set(names)].filter((name) => name !== '');
}

/**
 * The stem a fine-tune's name contains: `hermes-3-llama-3-1-8b` holds `llama-3-1-8b`. Only when the name states exactly
 * the size of the base and no other, and nothing in it tells of another architecture. `stems` are those of the catalogue that
 * end in a size.
 */
export function containedStem(dashedName: string, stems: readonly string[]): string | null {
  if (foreign.test(dashedName)) return null;
  const stated = sizes(dashedName);
  if (stated.length === 0) return null;
  const fitting = stems.filter((one) => `-${dashedName}-`.includes(`-${one}-`));
  const longest = [...fitting].sort((a, b) => b.length - a.length)[0];
  return longest !== undefined && sizes(longest).join() === stated.join() ? longest : null;
}
