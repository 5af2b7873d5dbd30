/** How a network's layers use an accelerator. */
export interface NetworkParameters {
  /** Share of datasheet FLOP/s that its multiplications reach. */
  readonly compute: number;
  /** Times that every element a layer writes is moved: written, normalised, activated, read. */
  readonly traffic: number;
}

/** Constants of models that answer in passes rather than token by token; written by `scripts/fit/forms`. */
export interface PassParameters {
  readonly asOf: string;
  readonly source: string;
  readonly transformer: NetworkParameters;
  readonly convolution: NetworkParameters;
  /** Denoisers move little beside what they multiply: share of datasheet FLOP/s. */
  readonly diffusion: { readonly compute: number };
  /** Traffic of compiled networks, whose small operations are fused, relative to layer-by-layer execution. */
  readonly fusedTraffic: number;
  /** Seconds to launch one layer, by how the software runs a network. */
  readonly launch: { readonly eager: number; readonly compiled: number };
  /** FLOP per joule at 16 bits; what a small card's power limit allows, by age of the silicon. */
  readonly energy: { readonly volta: number; readonly ampere: number; readonly ada: number };
  readonly cpu: {
    readonly transformer: NetworkParameters;
    readonly convolution: NetworkParameters;
    /** Seconds per layer. */
    readonly launch: number;
    /** Share of memory bandwidth that decoding reaches. */
    readonly decode: number;
  };
  /** Seconds per decoder layer and step of speech models, by how the software runs a network. */
  readonly speech: { readonly eager: number; readonly compiled: number };
}
