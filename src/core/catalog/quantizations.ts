import type { QuantizationFacts } from '../model/modelFacts.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import { quantizationsFile } from './schema.ts';

export function decodeQuantizations(text: PartText): ReadonlyMap<string, QuantizationFacts> {
  const file = decodeFile(quantizationsFile, text, { citations: [], quantizations: [] });
  return new Map(
    file.quantizations.map((entry) => [
      entry.id,
      {
        id: entry.id,
        title: entry.title,
        family: entry.family,
        bitsPerWeight: entry.bits,
        activationBits: entry.activationBits,
        accuracyLoss: entry.loss ?? null,
        accuracySource: entry.lossSource,
        hardware: entry.hardware,
        ...cited(file.citations, entry.cite),
      },
    ]),
  );
}
