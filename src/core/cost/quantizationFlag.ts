import type { Catalog } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';

/** Flags that mean "as the checkpoint is stored": the method is then in the model's name, or in its files. */
const asStored =
  /^(auto|none|compressed-tensors|modelopt|quark|gguf|torchao|moe_wna16|marlin|inc|ipex|true)$/;

/** Spellings of engines and the catalogue’s id for what they load or make. The first match counts. */
const methods: readonly (readonly [RegExp, string])[] = [
  [/^awq/, 'awq'],
  [/^gptq/, 'gptq'],
  [/mxfp4/, 'mxfp4'],
  [/^(bitsandbytes|bnb)-?(nf4|fp4|4bit)$/, 'bnb-nf4'],
  [/fp4/, 'nvfp4'],
  [/fp8/, 'fp8'],
  [/^(eetq|experts_int8)$/, 'int8-weight-only'],
  [/int8|w8a8|smooth_?quant/, 'int8'],
  [/^hqq/, 'hqq'],
  [/^exl/, 'exl2'],
];

/**
 * The quantization method an engine's flag names, as an id of the catalogue; null when the flag leaves it to the
 * checkpoint. A flag nobody knows is passed on as it is written, so that it can be shown.
 */
export function quantizationMethod(
  flag: string,
  engine: EngineId | null,
  catalog: Catalog,
): string | null {
  const name = flag.toLowerCase();
  if (asStored.test(name)) return null;
  // Loading in 4 bits is what vLLM does with this name; TGI reads it as 8 bits.
  if (name === 'bitsandbytes' || name === 'bnb') return engine === 'tgi' ? 'bnb-int8' : 'bnb-nf4';
  const known = catalog.quantization(name)?.id;
  return known ?? methods.find(([pattern]) => pattern.test(name))?.[1] ?? flag;
}
