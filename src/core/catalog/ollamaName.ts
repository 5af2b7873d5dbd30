import type { ModelsFile } from './schema.ts';
import { defaultGguf, ggufType } from './quantizationName.ts';

type OllamaEntry = ModelsFile['ollama'][number];

/** What an Ollama tag names: catalogue id and quantization. */
export interface OllamaModel {
  readonly id: string;
  readonly quantization: string;
}

/**
 * `llama3.1:8b`, `qwen2.5:7b-instruct-q4_K_M`, `mistral:latest`, `library/phi3:mini`. A name without a tag is read only
 * when the config says that it is an Ollama name (`ollama://llama2`): elsewhere `llama2` does not tell the size. The first
 * entry of a name is what `latest` means; without a file type the tag is Q4_K_M, except where the table says otherwise.
 */
export function ollamaModel(written: string, table: readonly OllamaEntry[]): OllamaModel | null {
  const scheme = /^ollama:\/\//i.test(written);
  const bare = written
    .replace(/^ollama:\/\//i, '')
    .replace(/^library\//, '')
    .toLowerCase();
  const [name = '', tag = '', ...rest] = bare.split(':');
  if (rest.length > 0 || name.includes('/') || (tag === '' && !scheme)) return null;
  const entries = table.filter(([one]) => one === name);
  const words = tag.split('-');
  const entry =
    tag === '' || tag === 'latest'
      ? entries[0]
      : (entries.find(([, size]) => tag === size || tag.startsWith(`${size}-`)) ??
        (isOnlyRole(words) ? entries[0] : undefined));
  if (entry === undefined) return null;
  const [, , id, quantization] = entry;
  return { id, quantization: ggufType(tag) ?? (quantization === '' ? defaultGguf : quantization) };
}

/** `mistral:instruct`, `llama2:chat`: the default size. */
function isOnlyRole(words: readonly string[]): boolean {
  return words.every(
    (word) => ['instruct', 'chat', 'text', 'it'].includes(word) || ggufType(word) !== null,
  );
}
