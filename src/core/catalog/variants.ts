import type { PublishedVariant } from '../model/modelFacts.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import { dashed, readings } from './modelName.ts';
import type { ModelPart } from './models.ts';
import { stripQuantization } from './quantizationName.ts';
import { variantsFile, type VariantsFile } from './schema.ts';

/** What a damaged file is read as. */
export const emptyVariants: VariantsFile = { citations: [], variants: [], smaller: [] };

export type VariantLookup = (name: string) => readonly PublishedVariant[];

/**
 * Quantized repositories of published recipes, and the aliases of models that name a quantized upload. They are filed by
 * their name without the quantization: only a repository that is the asked model and nothing but quantized is a variant
 * of it. A recipe may list a newer version, a sibling, or the base of an instruct model beside them.
 */
export function decodeVariants(text: PartText, models: ModelPart): VariantLookup {
  const file = decodeFile(variantsFile, text, emptyVariants);
  const byName = new Map<string, PublishedVariant[]>();
  const add = (variant: Omit<PublishedVariant, 'quantization'>): void => {
    const { name, quantization } = stripQuantization(variant.repository);
    if (quantization === null || quantization === 'bf16') return;
    const key = dashed(name);
    const known = byName.get(key) ?? [];
    if (known.some((one) => one.repository === variant.repository)) return;
    byName.set(key, [...known, { ...variant, quantization }]);
  };
  for (const [base, repository, cite] of file.variants) {
    const facts = models.find(base)?.facts;
    if (facts !== undefined) add({ base: facts.id, repository, ...cited(file.citations, cite) });
  }
  for (const { name, facts } of models.aliases) {
    add({ base: facts.id, repository: name, source: facts.source, asOf: facts.asOf });
  }
  return (name) => {
    for (const reading of readings(name)) {
      const found = byName.get(dashed(stripQuantization(reading).name));
      if (found !== undefined) return found;
    }
    return [];
  };
}
