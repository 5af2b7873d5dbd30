import type { ModelFacts } from '../model/modelFacts.ts';

/** What a family's table of rotary angles holds, where it is not one row per position for the whole head. */
interface RotaryTable {
  readonly family: RegExp;
  /** Positions from which this entry holds: small models of a family are not scaled. */
  readonly from?: number;
  /** Share of the head that rotates. */
  readonly share?: number;
  /** Rows per position of the configuration: scaled or enlarged tables. */
  readonly rows?: number;
  /** Bytes of an element, where it is not the model's 16 bits. */
  readonly bytes?: number;
}

/**
 * Families apart, from their config.json and from vllm/model_executor/layers/rotary_embedding: linear scaling multiplies the
 * rows (Gemma 3: 8 times for full layers and once for sliding ones), multimodal tables are enlarged four times, partial
 * rotation narrows them. Rows of 0: learned positions, ALiBi, or none.
 */
const TABLES: readonly RotaryTable[] = [
  {
    family:
      /^(opt|gpt2|bloom|mpt|gpt-neo$|t5|bart|starcoder$|baichuan|jamba|kimi-linear|nemotron-[3h])/,
    rows: 0,
  },
  { family: /^gemma-3$/, from: 131072, rows: 9 },
  { family: /^gemma-[34]/, rows: 2 },
  { family: /^qwen3\.[5-9]/, share: 0.25, rows: 4 },
  { family: /^qwen3-next/, share: 0.25 },
  { family: /^qwen(2|2\.5|3)-vl/, rows: 4 },
  { family: /^(chatglm|glm-)/, share: 0.5 },
  { family: /^(gpt-neox|pythia|stablelm)/, share: 0.25 },
  { family: /^phi$/, share: 0.4 },
  { family: /^minimax/, share: 0.5 },
  { family: /^gpt-oss/, bytes: 4 },
];

/**
 * Bytes of the table of rotary angles, which PyTorch engines keep whole on every accelerator and count as weights: one row
 * of cosines and sines per position the model allows, however long its requests may be (32 MiB for Llama 3.1, 2.5 GiB for
 * Llama 4 Scout with its 10 million positions). 0 where positions are learned or the architecture is not known.
 */
export function rotaryCacheBytes(model: ModelFacts, elementBytes: number): number {
  const { architecture, maxPositions } = model;
  if (architecture === null || maxPositions === null) return 0;
  const name = model.family.toLowerCase();
  const table = TABLES.find(({ family, from = 0 }) => family.test(name) && maxPositions >= from);
  const size = architecture.latentAttention?.ropeHeadSize ?? architecture.headSize;
  const width = size * (table?.share ?? 1) * (table?.bytes ?? elementBytes);
  return maxPositions * (table?.rows ?? 1) * width;
}
