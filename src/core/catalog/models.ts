import type { ModelFacts, ResolvedModel } from '../model/modelFacts.ts';
import { decodeFile, type PartText } from './decode.ts';
import { lazy } from './lazy.ts';
import { modelFacts } from './modelFacts.ts';
import {
  containedStem,
  dashed,
  LONGEST_NAME,
  readings,
  sizedStem,
  sizes,
  stem,
} from './modelName.ts';
import { ollamaModel } from './ollamaName.ts';
import { defaultGguf, mentionsQuantization, stripQuantization } from './quantizationName.ts';
import { modelsFile, type ModelsFile } from './schema.ts';

export interface ModelPart {
  readonly all: readonly ModelFacts[];
  /** Every alias that is a repository (`org/name`). */
  readonly aliases: readonly { readonly name: string; readonly facts: ModelFacts }[];
  find(name: string): ResolvedModel | null;
}

interface NameIndex {
  /** Ids and aliases in lower case. */
  readonly written: ReadonlyMap<string, ModelFacts>;
  /** Made when a name is neither. */
  readonly spellings: () => Spellings;
}

/** Ways to spell a model's name, each to the one model it can mean. */
interface Spellings {
  readonly dashed: ReadonlyMap<string, ModelFacts>;
  readonly stems: ReadonlyMap<string, ModelFacts>;
  /** Stems without any separator: `qwen25-coder-7b` writes no dot. */
  readonly squashed: ReadonlyMap<string, { readonly facts: ModelFacts; readonly stem: string }>;
  /** Stems that end in a size, for fine-tunes and names without a version. */
  readonly sized: ReadonlyMap<string, ModelFacts>;
}

export function decodeModels(text: PartText): ModelPart {
  const file = decodeFile(modelsFile, text, { citations: [], models: [], ollama: [] });
  const all = lazy(() => file.models.map((entry) => modelFacts(entry, file)));
  const index = lazy(() => nameIndex(file, all()));
  const found = new Map<string, ResolvedModel | null>();
  return {
    get all() {
      return all();
    },
    get aliases() {
      return file.models.flatMap((entry, position) => {
        const facts = all()[position];
        const repositories = (entry.aliases ?? []).filter((name) => name.includes('/'));
        return facts === undefined ? [] : repositories.map((name) => ({ name, facts }));
      });
    },
    find(name) {
      if (name.length > LONGEST_NAME) return null;
      const known = found.get(name);
      if (known !== undefined) return known;
      const resolved = resolve(name, index(), file);
      found.set(name, resolved);
      return resolved;
    },
  };
}

/**
 * Resolves a written name: id or alias, a path or cache folder that ends in one, an Ollama tag, a quantized or renamed
 * upload, a fine-tune that names its base and size. Null when two models are meant or none: a wrong model is worse than
 * an unknown one.
 */
function resolve(name: string, index: NameIndex, file: ModelsFile): ResolvedModel | null {
  const tagged = ollamaModel(name.trim(), file.ollama);
  if (tagged !== null) {
    const facts = index.written.get(tagged.id.toLowerCase());
    if (facts !== undefined) return { facts, quantization: tagged.quantization, match: 'variant' };
  }
  for (const reading of readings(name)) {
    const resolved = resolveOne(reading, index);
    if (resolved !== null) return resolved;
  }
  return null;
}

function resolveOne(name: string, index: NameIndex): ResolvedModel | null {
  const exact = index.written.get(name.toLowerCase());
  if (exact !== undefined) return named(exact, name);
  const spellings = index.spellings();
  const bare = spellings.dashed.get(dashed(name));
  if (bare !== undefined) return named(bare, name);
  const stripped = stripQuantization(name);
  const facts = byStem(dashed(stripped.name), spellings);
  if (facts === null) return null;
  // The default file of a model that was published in MXFP4 keeps that format.
  const kept = stripped.quantization === defaultGguf && facts.nativeDataType === 'mxfp4';
  return { facts, quantization: kept ? 'mxfp4' : stripped.quantization, match: 'variant' };
}

/** A catalogue name. An alias may be a quantized upload and say so; a model's own id states no change of its weights. */
function named(facts: ModelFacts, name: string): ResolvedModel {
  const { quantization } = stripQuantization(name);
  const own = dashed(facts.id) === dashed(name);
  return own || quantization === null || quantization === 'bf16'
    ? { facts, quantization: null, match: 'exact' }
    : { facts, quantization, match: 'variant' };
}

function byStem(name: string, index: Spellings): ModelFacts | null {
  if (mentionsQuantization(name)) return null;
  const direct =
    index.dashed.get(name) ?? index.stems.get(stem(name)) ?? index.sized.get(stem(name));
  if (direct !== undefined) return direct;
  const joined = index.squashed.get(stem(name).replaceAll('-', ''));
  // Without separators `qwen2-57b` would read as `qwen2.5-7b`: the stated sizes must agree.
  if (joined !== undefined && sizes(name).join() === sizes(joined.stem).join()) return joined.facts;
  const contained = containedStem(name, [...index.sized.keys()]);
  return contained === null ? null : (index.sized.get(contained) ?? null);
}

interface Named {
  readonly name: string;
  readonly facts: ModelFacts;
  /** True for the id, false for an alias. */
  readonly own: boolean;
}

function nameIndex(file: ModelsFile, all: readonly ModelFacts[]): NameIndex {
  const written = new Map<string, ModelFacts>();
  const names: Named[] = [];
  for (const [position, entry] of file.models.entries()) {
    const facts = all[position];
    if (facts === undefined) continue;
    for (const name of [entry.id, ...(entry.aliases ?? [])]) {
      const key = name.toLowerCase();
      if (!written.has(key) || name === entry.id) written.set(key, facts);
      names.push({ name, facts, own: name === entry.id });
    }
  }
  return { written, spellings: lazy(() => spellingsOf(names)) };
}

function spellingsOf(names: readonly Named[]): Spellings {
  const keyed = names.map(({ name, facts, own }) => ({ key: dashed(name), facts, own }));
  const stems = unique(keyed.map(({ key, facts }) => [stem(key), facts, false]));
  const sized = keyed.flatMap(({ key, facts }) => {
    const short = sizedStem(key);
    return short === null ? [] : [[short, facts, false] as const];
  });
  return {
    dashed: unique(keyed.map(({ key, facts, own }) => [key, facts, own])),
    stems,
    squashed: unique(
      [...stems].map(([one, facts]) => [one.replaceAll('-', ''), { facts, stem: one }, false]),
    ),
    sized: unique(sized),
  };
}

/**
 * Keys that mean one value. A model's own name wins over another's alias; of models that differ in no dimension (the
 * versions of Mistral 7B) the newest is meant; other doubles are left out.
 */
function unique<T extends object>(
  pairs: readonly (readonly [string, T, boolean])[],
): ReadonlyMap<string, T> {
  const found = new Map<string, { readonly value: T; readonly own: boolean } | null>();
  for (const [key, value, own] of pairs) {
    const known = found.get(key);
    if (known === undefined || (known !== null && own && !known.own))
      found.set(key, { value, own });
    else if (known !== null && known.value !== value && !(known.own && !own)) {
      found.set(key, sameShape(known.value, value) ? { value, own } : null);
    }
  }
  return new Map([...found].flatMap(([key, one]) => (one === null ? [] : [[key, one.value]])));
}

function sameShape(a: object, b: object): boolean {
  const shape = (one: object): string | null => {
    if (!('architecture' in one)) return null;
    const { parameters, architecture } = one as ModelFacts;
    if (architecture === null) return null;
    const { layers, hiddenSize, kvHeads, headSize, intermediateSize } = architecture;
    return [
      Math.round(parameters / 1e8),
      layers,
      hiddenSize,
      kvHeads,
      headSize,
      intermediateSize,
    ].join();
  };
  const left = shape(a);
  return left !== null && left === shape(b);
}
