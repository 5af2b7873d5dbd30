import * as z from 'zod';
import { lazy } from './lazy.ts';

/**
 * Shapes of the compact files under `data/`. Citations are `[source, as-of]` pairs kept once per file; an entry holds the
 * index of its own. `docs/data.md` describes each file. Schemas are made on first use: importing them costs nothing.
 */
const citations = lazy(() => z.array(z.tuple([z.string().min(1), z.string().min(1)])));
const citation = lazy(() => z.int().nonnegative());
const positive = lazy(() => z.number().positive());
const amount = lazy(() => z.number().nonnegative());

export const acceleratorsFile = lazy(() =>
  z.object({
    citations: citations(),
    accelerators: z.array(
      z.object({
        id: z.string().min(1),
        vendor: z.string(),
        kind: z.enum(['gpu', 'tpu', 'npu', 'cpu']),
        /** `sxm`, `pcie`, `nvl`; absent where the product comes in one form. */
        form: z.string().optional(),
        /** Names without vendor, form and memory, in the spelling of `acceleratorName.ts`. */
        families: z.array(z.string().min(1)),
        memoryGiB: positive(),
        visibleGiB: positive(),
        visibleSource: z.string().min(1),
        /** 10^9 bytes/s. */
        bandwidthGB: positive(),
        /** 10^12 operations/s. */
        bf16: positive().optional(),
        fp8: positive().optional(),
        int8: positive().optional(),
        fp4: positive().optional(),
        interconnect: z.string(),
        linkGB: amount(),
        watts: positive().optional(),
        cite: citation(),
      }),
    ),
  }),
);

export const modelsFile = lazy(() =>
  z.object({
    citations: citations(),
    models: z.array(
      z.object({
        id: z.string().min(1),
        aliases: z.array(z.string().min(1)).optional(),
        family: z.string(),
        modality: z.string(),
        /** 10^9 parameters. */
        total: positive(),
        active: positive().optional(),
        positions: positive().optional(),
        type: z.string(),
        layers: positive().optional(),
        attentionLayers: amount().optional(),
        hidden: positive().optional(),
        heads: positive().optional(),
        kvHeads: positive().optional(),
        headSize: positive().optional(),
        intermediate: positive().optional(),
        vocabulary: positive().optional(),
        tied: z.literal(1).optional(),
        /** [experts, experts per token, intermediate size, shared intermediate size, leading dense layers]. */
        experts: z.tuple([positive(), positive(), positive(), amount(), amount()]).optional(),
        /** [KV rank, rotary head size, query rank or 0]. */
        latent: z.tuple([positive(), amount(), amount()]).optional(),
        window: positive().optional(),
        /** Of layers without the window: [layers, KV heads, head size]. */
        full: z.tuple([positive(), positive(), positive()]).optional(),
        kvBytes: positive().optional(),
        /** [parameters of one layer that keeps a state, elements of its state]. */
        linear: z.tuple([positive(), positive()]).optional(),
        gated: z.literal(1).optional(),
        /** 10^9 parameters of the multi-token-prediction layer. */
        prediction: positive().optional(),
        /** [1 for a transformer, 10^9 multiply-adds, 10^6 activations or 0, side, layers, citation()]. */
        vision: z
          .tuple([z.int(), positive(), amount(), positive(), positive(), citation()])
          .optional(),
        /**
         * [10^9 multiply-adds of a pass and of the decoder, side, layers, steps, passes per step, 10^9 parameters of the
         * denoiser and of text encoders, citation()].
         */
        diffusion: z
          .tuple([
            positive(),
            positive(),
            positive(),
            positive(),
            positive(),
            positive(),
            positive(),
            positive(),
            citation(),
          ])
          .optional(),
        /**
         * [10^9 parameters of encoder and decoder, layers of both, width, positions per second, tokens per second, window
         * in seconds, 10^9 multiply-adds of the stem per second, citation()]; 0 without a decoder.
         */
        speech: z
          .tuple([
            positive(),
            amount(),
            positive(),
            amount(),
            positive(),
            positive(),
            amount(),
            amount(),
            amount(),
            citation(),
          ])
          .optional(),
        note: z.string().optional(),
        cite: citation(),
      }),
    ),
    /** Ollama's library: [name, size, model id, quantization of the default file or '']; the default size first. */
    ollama: z.array(z.tuple([z.string().min(1), z.string().min(1), z.string().min(1), z.string()])),
  }),
);

/** Per vCPU of machine families; the first entry whose provider and name pattern match holds, the last one for all. */
export const cpusFile = lazy(() =>
  z.object({
    citations: citations(),
    cpus: z.array(
      z.object({
        provider: z.string().min(1),
        /** Regular expression over the name of the type. */
        pattern: z.string(),
        processor: z.string().min(1),
        /** 10^9 operations/s. */
        fp32: positive(),
        bf16: positive().optional(),
        int8: positive().optional(),
        /** 10^9 bytes/s. */
        bandwidthGB: positive(),
        cite: citation(),
      }),
    ),
  }),
);

export const quantizationsFile = lazy(() =>
  z.object({
    citations: citations(),
    quantizations: z.array(
      z.object({
        id: z.string().min(1),
        title: z.string(),
        family: z.string(),
        bits: positive(),
        activationBits: positive(),
        /** Percentage points, [low, high]. */
        loss: z.tuple([amount(), amount()]).optional(),
        lossSource: z.string(),
        hardware: z.string(),
        cite: citation(),
      }),
    ),
  }),
);

export const variantsFile = lazy(() =>
  z.object({
    citations: citations(),
    /** [base model, repository, citation()]. */
    variants: z.array(z.tuple([z.string().min(1), z.string().min(1), citation()])),
    /** Models that were made smaller by pruning or distillation, with a score of both. */
    smaller: z.array(
      z.object({
        base: z.string().min(1),
        model: z.string().min(1),
        way: z.string().min(1),
        measure: z.string().min(1),
        better: z.enum(['high', 'low']),
        scores: z.tuple([z.number(), z.number()]),
        needs: z.string().optional(),
        cite: citation(),
      }),
    ),
  }),
);

/**
 * Prices, provider by provider. A type's prices are its base price times a vector with one ratio per region, in the order
 * of `regions`; vectors are shared by the types that have the same ratios. A vector is written as text, separated by
 * commas, empty where there is no price.
 */
export const instancesFile = lazy(() =>
  z.object({
    /** Content hash of the rows. */
    id: z.string().min(1),
    asOf: z.string(),
    citations: citations(),
    notes: z.array(z.string()),
    providers: z.record(
      z.string(),
      z.object({
        regions: z.array(z.string().min(1)),
        /** Ratios to the base price. */
        onDemand: z.array(z.string()),
        /** Ratios to the on-demand price of the same region, or to the base price where there is none. */
        spot: z.array(z.string()),
        /** Citation per region, or one number that holds for all. */
        cite: z.array(z.string()),
        types: z.array(
          z.tuple([
            z.string().min(1),
            /** vCPUs, memory in GiB. */
            positive().nullable(),
            positive().nullable(),
            /** Catalogue id; name in the source; count. Empty and 0 on CPU machines. */
            z.string(),
            z.string(),
            amount(),
            /** Base price, USD/hour. */
            positive(),
            /** Index of the on-demand, spot and citation vector. */
            z.int().nonnegative(),
            z.int().nonnegative(),
            z.int().nonnegative(),
            /** Index of the citation vector of spot prices, where some are from elsewhere; empty = the same. */
            z.int().nonnegative().optional(),
          ]),
        ),
        /** [type, region or `*`, index of the note]. */
        typeNotes: z.array(z.tuple([z.string(), z.string(), z.int().nonnegative()])),
        /** Accelerators sold apart, for N1 machines. */
        attachable: z.array(
          z.object({
            accelerator: z.string(),
            /** Type that holds the price of one accelerator. */
            type: z.string(),
            count: positive(),
            maxVcpus: positive(),
            maxMemoryGiB: positive(),
          }),
        ),
      }),
    ),
  }),
);

export const managedFile = lazy(() =>
  z.object({
    citations: citations(),
    /** [platform, region, name, vCPUs, GiB, catalogue id, count, USD/hour, citation()]. */
    prices: z.array(
      z.tuple([
        z.enum(['aws-sagemaker', 'gcp-vertex', 'hf-endpoints']),
        z.string(),
        z.string().min(1),
        positive().nullable(),
        positive().nullable(),
        z.string(),
        amount(),
        positive(),
        citation(),
      ]),
    ),
  }),
);

export const ancillaryFile = lazy(() =>
  z.object({
    citations: citations(),
    /** [cloud, region, item, unit, USD, note, citation()]. */
    prices: z.array(
      z.tuple([
        z.string(),
        z.string(),
        z.string().min(1),
        z.string(),
        amount(),
        z.string(),
        citation(),
      ]),
    ),
  }),
);

export const apiFile = lazy(() =>
  z.object({
    citations: citations(),
    providers: z.array(z.string()),
    modes: z.array(z.string()),
    /**
     * [provider, mode, model, variant, citation(), [input, output, cached, cache write, batch input, batch output, context,
     * long-context threshold, long input, long output], unit?, USD per unit?]; trailing nulls are cut.
     */
    prices: z.array(
      z.tuple([
        z.int().nonnegative(),
        z.int().nonnegative(),
        z.string().min(1),
        z.string(),
        citation(),
        z.array(amount().nullable()),
        z.string(),
        amount(),
      ]),
    ),
  }),
);

export type AcceleratorsFile = z.infer<ReturnType<typeof acceleratorsFile>>;
export type ModelsFile = z.infer<ReturnType<typeof modelsFile>>;
export type CpusFile = z.infer<ReturnType<typeof cpusFile>>;
export type VariantsFile = z.infer<ReturnType<typeof variantsFile>>;
export type InstancesFile = z.infer<ReturnType<typeof instancesFile>>;
export type ManagedFile = z.infer<ReturnType<typeof managedFile>>;
export type AncillaryFile = z.infer<ReturnType<typeof ancillaryFile>>;
export type ApiFile = z.infer<ReturnType<typeof apiFile>>;

/** Price data of one provider. */
export type ProviderPrices = InstancesFile['providers'][string];
