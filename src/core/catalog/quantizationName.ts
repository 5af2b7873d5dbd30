/** A model name without what it says about quantization. */
export interface StrippedName {
  readonly name: string;
  /** Id of the quantization catalogue; null when the name states none. */
  readonly quantization: string | null;
}

/** Endings of repository names, tried in order on the lower-case name; the longer before the shorter. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/[-_.](?:unsloth-)?bnb-4bit$/, 'bnb-nf4'],
  [/[-_.](?:unsloth-)?bnb-8bit$/, 'bnb-int8'],
  [/[-_.]bnb[-_]nf4$/, 'bnb-nf4'],
  [/[-_.]awq(?:[-_.](?:int4|4bit|w4a16|marlin|sym|asym|g\d+|gemm|gemv))*$/, 'awq'],
  [/[-_.]gptq(?:[-_.](?:int8|8bit|8bits))(?:[-_.][\w.]+)?$/, 'int8-weight-only'],
  [/[-_.]gptq(?:[-_.](?:int3|3bit))$/, 'int3'],
  [
    /[-_.](?:autoround[-_.])?gptq(?:[-_.](?:int4|4bits?|4b|marlin|\d+g|g\d+|actorder|true))*$/,
    'gptq',
  ],
  [/[-_.](?:int4[-_.])?autoround(?:[-_.][\w.]+)?$/, 'gptq'],
  [/[-_.]qat[-_.]w4a16(?:[-_.]ct)?$/, 'int4-qat'],
  [/[-_.]qat[-_.]q4_0(?:[-_.]gguf|[-_.]unquantized)?$/, 'gguf-q4_0'],
  [/[-_.](?:nvfp4a16|nvfp4|fp4)$/, 'nvfp4'],
  [/[-_.]mxfp4(?:[-_.]moe)?$/, 'mxfp4'],
  [/[-_.]fp8[-_.]block$/, 'fp8-block'],
  // Meta's own FP8 checkpoints leave attention at 16 bits.
  [/(?<=^meta-llama\/.*)[-_.]fp8$/, 'fbgemm-fp8'],
  [
    /[-_.](?:mxfp8|fp8)(?:[-_.](?:dynamic|static|kv|pertensor|per[-_]tensor|per[-_]channel|e4m3|tensorwise))*$/,
    'fp8',
  ],
  [/[-_.](?:w4afp8|w4a8)(?:[-_.][\w.]+)?$/, 'w4a8'],
  [/[-_.](?:quantized[-_.])?w8a8(?:[-_.](?:int8|dynamic|dynamic[-_.]per[-_.]token))*$/, 'int8'],
  [/[-_.](?:quantized[-_.])?w8a16(?:[-_.][\w]+)?$/, 'int8-weight-only'],
  [/[-_.](?:quantized[-_.])?w4a16(?:[-_.](?:g\d+|ct))*$/, 'gptq'],
  [/[-_.](?:hqq)(?:[-_.][\w.]+)?$/, 'hqq'],
  [/[-_.](?:smoothquant|int8)$/, 'int8'],
  [/[-_.]mlx[-_.]4bit$/, 'mlx-4bit'],
  [/(?<=^mlx-community\/.*)[-_.]4bit$/, 'mlx-4bit'],
  [/[-_.](?:int4|4bit)$/, 'gptq'],
  [/[-_.]8bit$/, 'int8-weight-only'],
  [/[-_.](?:bf16|fp16)$/, 'bf16'],
];

/** llama.cpp file types that the table of methods has. */
const fileTypes = new Set(
  (
    'q2_k q3_k_s q3_k_m q3_k_l iq3_xxs iq3_m iq4_xs iq4_nl q4_0 q4_1 q4_k_s q4_k_m ' +
    'q5_0 q5_k_s q5_k_m q6_k q8_0 f16'
  ).split(' '),
);

/** What stands for the other file types of the same width: `Q4_K_XL`, `IQ3_XS`. */
const representative: Readonly<Record<string, string>> = {
  q2: 'q2_k',
  q3: 'q3_k_m',
  q4: 'q4_k_m',
  q5: 'q5_k_m',
  q6: 'q6_k',
  q7: 'q8_0',
  q8: 'q8_0',
  iq2: 'q2_k',
  iq3: 'iq3_m',
  iq4: 'iq4_xs',
};

/** What `ollama pull` and `llama-server -hf` fetch when a name does not say which file. */
export const defaultGguf = 'gguf-q4_k_m';

const fileType =
  /(?:^|[-_.:@])(?:ud-)?(q[2-8](?:_[a-z0-9]+)*|iq[234](?:_[a-z0-9]+)*|f16|fp16|bf16)$/i;

/** The quantization id of a llama.cpp file type (`Q4_K_M`, `UD-Q4_K_XL`), null when it is none. */
export function ggufType(word: string): string | null {
  const type = fileType.exec(word)?.[1]?.toLowerCase();
  if (type === undefined) return null;
  if (fileTypes.has(type)) return `gguf-${type}`;
  return `gguf-${representative[/^i?q\d/.exec(type)?.[0] ?? ''] ?? 'f16'}`;
}

/**
 * Separates what a name states about quantization from the rest: `…-AWQ`, `…-quantized.w8a8`, `…-GGUF:Q5_K_M`,
 * `….Q4_K_M.gguf`. A GGUF repository without a file type means the default file, Q4_K_M.
 */
export function stripQuantization(name: string): StrippedName {
  const file = name.replace(/\.gguf$/i, '');
  const colon = /^(.*?[-_.]gguf):([^:/]+)$/i.exec(file);
  const repository = colon?.[1] ?? file;
  const isGguf = file !== name || /[-_.]gguf$/i.test(repository);
  if (isGguf) {
    const bare = repository.replace(/[-_.](?:i1-)?gguf$/i, '').replace(/-\d{5}-of-\d{5}$/, '');
    const type = ggufType(colon?.[2] ?? '') ?? ggufType(bare);
    return {
      name: colon === null && type !== null ? bare.replace(fileType, '') : bare,
      quantization: type ?? defaultGguf,
    };
  }
  const lower = name.toLowerCase().replace(/-preview$/, '');
  for (const [ending, quantization] of endings) {
    const found = ending.exec(lower);
    if (found !== null) return { name: name.slice(0, found.index), quantization };
  }
  return { name, quantization: null };
}

const anyMethod =
  /(?:^|-)(?:awq|gptq|fp8|mxfp8|nvfp4|mxfp4|fp4|int[2348]|w\d+a\w+|[2-8]bits?|mlx|bnb|nf4|gguf|hqq|exl[23]|aqlm|quip\w*|autoround|quant\w*|spinquant|marlin|torchao|q[2-8])(?:-|$)/;

/** Whether a dashed name still speaks of quantization, in words that `stripQuantization` does not read. */
export function mentionsQuantization(dashedName: string): boolean {
  return anyMethod.test(dashedName);
}
