import type { ModelFacts, ResolvedModel } from '../model/catalog.ts';
import { decodeFile } from './decode.ts';
import { lazy } from './lazy.ts';
import { modelFacts } from './modelFacts.ts';
import { modelsFile } from './schema.ts';

export interface ModelPart {
  readonly all: readonly ModelFacts[];
  find(name: string): ResolvedModel | null;
}

export function decodeModels(text: string): ModelPart {
  const file = decodeFile(modelsFile, text, { citations: [], models: [] });
  const all = lazy(() => file.models.map((entry) => modelFacts(entry, file)));
  const index = lazy(() => {
    const names = new Map<string, ModelFacts>();
    for (const [position, entry] of file.models.entries()) {
      const facts = all()[position];
      if (facts === undefined) continue;
      for (const name of [entry.id, ...(entry.aliases ?? [])]) names.set(name.toLowerCase(), facts);
    }
    return names;
  });
  return {
    get all() {
      return all();
    },
    find(name) {
      const facts = index().get(name.trim().toLowerCase());
      return facts === undefined ? null : { facts, quantization: null, match: 'exact' };
    },
  };
}
