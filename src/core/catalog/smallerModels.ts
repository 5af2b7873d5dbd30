import type { SmallerModel } from '../model/modelFacts.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import { dashed } from './modelName.ts';
import { variantsFile } from './schema.ts';
import { emptyVariants } from './variants.ts';

/** Models pruned or distilled from the one of that very name: not from its base or its instruct version. */
export function decodeSmallerModels(text: PartText): (name: string) => readonly SmallerModel[] {
  const file = decodeFile(variantsFile, text, emptyVariants);
  const byBase = new Map<string, readonly SmallerModel[]>();
  for (const { base, model, way, measure, better, scores, needs, cite } of file.smaller) {
    const [before, after] = scores;
    const smaller: SmallerModel = {
      base,
      model,
      way,
      measure,
      scores,
      loss: better === 'high' ? before - after : after - before,
      needs: needs ?? null,
      ...cited(file.citations, cite),
    };
    byBase.set(dashed(base), [...(byBase.get(dashed(base)) ?? []), smaller]);
  }
  return (name) => byBase.get(dashed(name)) ?? [];
}
