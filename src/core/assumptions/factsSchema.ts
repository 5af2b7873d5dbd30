import * as z from 'zod';
import { providers } from '../model/deployment.ts';

/**
 * What the catalogue cannot know: models, accelerators and machines of one's own. They are found by the names that configs
 * write, before those of the catalogue.
 */

const positive = z.number().positive();
const count = z.int().positive();
const name = z.string().min(1);
const names = z.array(name).optional().describe('Other names that configs write for it.');
const citation = {
  source: name.optional().describe('Where it is from: a data sheet, a contract, a measurement.'),
  asOf: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-01-31')
    .optional()
    .describe('Day on which it was true, YYYY-MM-DD.'),
} as const;

const expertsSchema = z
  .strictObject({
    count: count.describe('Experts of a layer.'),
    perToken: count.describe('Experts that answer a token.'),
    intermediateSize: count.describe('Width of one expert.'),
    sharedIntermediateSize: z
      .int()
      .min(0)
      .optional()
      .describe('Width of the shared experts, together.'),
    firstDenseLayers: z.int().min(0).optional().describe('Layers at the start without experts.'),
  })
  .describe('Of a mixture of experts.');

const ownModelSchema = z
  .strictObject({
    config: name
      .optional()
      .describe(
        'Its config.json, as Transformers writes it: a path below the folder of this file.',
      ),
    base: name
      .optional()
      .describe(
        'Model of the catalogue with the same dimensions, such as the one it was tuned from.',
      ),
    modality: z
      .enum(['text-generation', 'embedding', 'classification', 'rerank'])
      .optional()
      .describe('What it answers with. Default text-generation.'),
    parameters: positive.optional().describe('Parameters, all of them, such as 7.6e9.'),
    activeParameters: positive
      .optional()
      .describe('Parameters that a token passes; default all, or what the dimensions say.'),
    layers: count.optional().describe('Layers (num_hidden_layers).'),
    hiddenSize: count.optional().describe('Width of a layer (hidden_size).'),
    attentionHeads: count.optional().describe('Query heads (num_attention_heads).'),
    kvHeads: count
      .optional()
      .describe('Heads with keys and values (num_key_value_heads); default attentionHeads.'),
    headSize: count
      .optional()
      .describe('Width of a head (head_dim); default hiddenSize ÷ attentionHeads.'),
    intermediateSize: count
      .optional()
      .describe('Width of the feed-forward layer (intermediate_size).'),
    vocabularySize: count.optional().describe('Tokens of the vocabulary (vocab_size).'),
    tiedEmbeddings: z
      .boolean()
      .optional()
      .describe('Whether input and output share their embeddings.'),
    experts: expertsSchema.optional(),
    slidingWindow: count.optional().describe('Tokens that attention looks back; without it, all.'),
    maxPositions: count.optional().describe('Tokens of the longest context.'),
    dataType: name
      .optional()
      .describe('Type of the published weights, such as bfloat16 or float8.'),
    quantization: name
      .optional()
      .describe('Method its weights are quantized by, as the catalogue names it: awq, gptq, fp8.'),
    names,
    ...citation,
  })
  .describe('A model, by its config.json, by its dimensions, or by another model with the same.');

const teraflops = z
  .strictObject({
    bf16: positive.describe('16 bits.'),
    fp8: positive.optional().describe('8 bits, floating point.'),
    int8: positive.optional().describe('8 bits, integer.'),
    fp4: positive.optional().describe('4 bits, floating point.'),
  })
  .describe('Dense TFLOP/s by data type, as the data sheet says; absent = not native.');

const ownAcceleratorSchema = z
  .strictObject({
    vendor: name.optional().describe('Who makes it.'),
    kind: z.enum(['gpu', 'tpu', 'npu']).optional().describe('What it is. Default gpu.'),
    memoryGiB: positive.describe('Memory. GiB.'),
    bandwidthGBPerSecond: positive.describe('Bandwidth of the memory. GB/s.'),
    teraflops,
    linkGBPerSecond: positive
      .optional()
      .describe(
        'Bandwidth to another one in the machine, one direction. GB/s. Default 32, PCIe 4.0 x16.',
      ),
    watts: positive.optional().describe('Power limit. W.'),
    names,
    ...citation,
  })
  .describe('An accelerator.');

const ownInstanceSchema = z
  .strictObject({
    provider: z.enum(providers).describe('Cloud that has it, or other.'),
    region: name.optional().describe('Region that has it; without it, all.'),
    accelerator: name.optional().describe('Its accelerator, by any name; without it, none.'),
    accelerators: positive.optional().describe('How many of them. Default 1.'),
    vcpus: positive.optional().describe('Virtual CPUs.'),
    memoryGiB: positive.optional().describe('Memory. GiB.'),
    usdPerHour: positive.optional().describe('What the whole machine costs an hour. USD.'),
    spotUsdPerHour: positive.optional().describe('The same on spot. USD.'),
    ...citation,
  })
  .describe('A machine, by the name that configs and node labels have for it.');

export const factFields = {
  models: z
    .record(z.string(), ownModelSchema)
    .optional()
    .describe('Models of your own, by the name that configs write.'),
  accelerators: z
    .record(z.string(), ownAcceleratorSchema)
    .optional()
    .describe('Accelerators that the catalogue does not have, by name.'),
  instances: z
    .record(z.string(), ownInstanceSchema)
    .optional()
    .describe('Machines that the catalogue does not have, or has at another price, by name.'),
} as const;

export type OwnModel = z.infer<typeof ownModelSchema>;
export type OwnAccelerator = z.infer<typeof ownAcceleratorSchema>;
export type OwnInstance = z.infer<typeof ownInstanceSchema>;
