/**
 * Turns the published measurements (tab-separated, one metric a line) into `rows.tsv`, one measured operating point a
 * line, which is what the fit reads. Run once per new set of measurements:
 *
 *     tsx scripts/fit/importRows.ts MEASURED.TSV [MEASURED.TSV …]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { rowColumns, type MeasuredRow } from './rows.ts';
import { smallRow } from './smallRows.ts';

type Line = Readonly<Record<string, string>>;

/** Sources that state no licence are left out. */
const UNLICENSED = /XiongjieDai|dmatora|databasemart/i;

const MODELS: Readonly<Record<string, string>> = {
  'Llama-2-7B': 'meta-llama/Llama-2-7b-hf',
  'Llama-2-70B': 'meta-llama/Llama-2-70b-hf',
  'Llama-3-8B': 'meta-llama/Meta-Llama-3-8B',
  'Llama-3-70B': 'meta-llama/Meta-Llama-3-70B',
  'Llama-3.1-8B': 'meta-llama/Llama-3.1-8B-Instruct',
  'Llama-3.1-8B-Instruct': 'meta-llama/Llama-3.1-8B-Instruct',
  'Llama-3.1-70B': 'meta-llama/Llama-3.1-70B-Instruct',
  'Llama-3.3-70B': 'meta-llama/Llama-3.3-70B-Instruct',
  'Llama-3.1-405B': 'meta-llama/Llama-3.1-405B-Instruct',
  'Llama-4-Scout': 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
  'Llama-4-Maverick': 'meta-llama/Llama-4-Maverick-17B-128E-Instruct',
  'Mistral-7B': 'mistralai/Mistral-7B-Instruct-v0.2',
  'Mixtral-8x7B': 'mistralai/Mixtral-8x7B-Instruct-v0.1',
  'Mixtral-8x22B': 'mistralai/Mixtral-8x22B-Instruct-v0.1',
  'Qwen2-7B': 'Qwen/Qwen2-7B-Instruct',
  'Qwen2-72B': 'Qwen/Qwen2-72B-Instruct',
  'Qwen3-30B-A3B': 'Qwen/Qwen3-30B-A3B',
  'Qwen3-235B-A22B': 'Qwen/Qwen3-235B-A22B',
  'Qwen3.5-397B-A17B': 'Qwen/Qwen3.5-397B-A17B',
  'DeepSeek-R1': 'deepseek-ai/DeepSeek-R1',
  'DeepSeek-V3.1': 'deepseek-ai/DeepSeek-V3',
  'gpt-oss-120b': 'openai/gpt-oss-120b',
  'gpt-oss-20b': 'openai/gpt-oss-20b',
  'Kimi-K2.5': 'moonshotai/Kimi-K2.5',
  'GLM-5': 'zai-org/GLM-5',
};

const WEIGHTS: Readonly<Record<string, string>> = {
  FP16: 'bf16',
  BF16: 'bf16',
  FP8: 'fp8',
  FP4: 'nvfp4',
  NVFP4: 'nvfp4',
  MXFP4: 'mxfp4',
  INT4: 'gptq',
};

function engineOf(name: string, dataset: string): { engine: string; version: string } | null {
  const version = /(\d+\.\d+\S*)/.exec(name)?.[1] ?? '';
  const lower = name.toLowerCase();
  // The benchmark of 2024 gives no versions: vLLM 0.4–0.6, TensorRT-LLM 0.8–0.11.
  const era = dataset.startsWith('argonne');
  if (lower.startsWith('vllm')) return { engine: 'vllm', version: era ? '0.5' : version };
  if (lower.startsWith('tensorrt-llm')) {
    return { engine: 'tensorrt-llm', version: era ? '0.10' : version };
  }
  if (lower.startsWith('trtllm')) return { engine: 'tensorrt-llm', version: '' };
  if (lower.startsWith('sglang')) return { engine: 'sglang', version };
  return null;
}

/** `EP8 ADP8`, `DEP4`, `PP2ADP+EP?`, `PP8` → ranks. */
function parallelism(line: Line): Pick<MeasuredRow, 'tp' | 'pp' | 'dp' | 'ep' | 'gpus'> {
  const text = line.pp_ep ?? '';
  const gpus = Number(line.num_gpus) || 1;
  let tp = Number(line.tp) || 1;
  const pp = Number(/PP(\d+)/.exec(text)?.[1] ?? 1);
  let dp = 1;
  let ep = Number(/EP(\d+)/.exec(text)?.[1] ?? 1);
  if (/DEP(\d+)/.test(text)) {
    dp = ep;
    tp = 1;
  } else if (text.includes('ADP+EP?')) {
    dp = tp;
    ep = tp;
    tp = 1;
  } else if (text.includes(' ADP')) {
    dp = Number(/ADP(\d+)/.exec(text)?.[1] ?? 1);
    tp = Math.max(1, Math.floor(gpus / dp));
  }
  return { tp, pp, dp, ep, gpus };
}

/**
 * Steps for which a request waits on average before it is admitted, where the scripts of a benchmark tell the engine so
 * (SemiAnalysisAI/InferenceX@843c6254, `benchmarks`, and the history of its files): TensorRT-LLM collects requests of
 * 1024 + 1024 tokens to Llama 3.1 70B on fewer than 8 accelerators for 20 steps (`batch_wait_timeout_iters`), SGLang on
 * B200 looks for requests every 10 steps, from 16 clients on every 30 (`--scheduler-recv-interval`): half of it on average.
 */
function admissionSteps(line: Line): number {
  if (line.dataset !== 'inferencex') return 0;
  const { engine = '', model = '', input_len: input, output_len: output } = line;
  if (engine.startsWith('trtllm')) {
    const isCollected = model === 'Llama-3.1-70B' && input === '1024' && output === '1024';
    return isCollected && Number(line.tp) < 8 ? 20 : 0;
  }
  if (!engine.startsWith('sglang') || line.gpu !== 'B200') return 0;
  if (model !== 'DeepSeek-R1' && model !== 'Qwen3.5-397B-A17B') return 0;
  return Number(line.concurrency_or_batch) >= 16 ? 15 : 5;
}

function common(
  line: Line,
): Omit<MeasuredRow, 'kind' | 'concurrency' | 'value' | 'ttft' | 'tpot'> | null {
  const engine = engineOf(line.engine ?? '', line.dataset ?? '');
  const model = MODELS[line.model ?? ''];
  const weights = WEIGHTS[line.weight_precision ?? ''];
  if (engine === null || model === undefined || weights === undefined) return null;
  const kv = (line.kv_precision ?? '').toLowerCase();
  const stated = kv.includes('8') ? 'fp8' : kv === '' ? null : 'bf16';
  // NVFP4 checkpoints carry scales for an FP8 cache, which every engine then uses; FP8 ones only under TensorRT-LLM.
  const isBlackwell = /^G?B[23]00/.test(line.gpu ?? '');
  const isTensorRt = engine.engine === 'tensorrt-llm';
  const usual =
    weights === 'nvfp4' ||
    (isTensorRt && (weights === 'fp8' || (weights === 'mxfp4' && isBlackwell)))
      ? 'fp8'
      : 'bf16';
  // These benchmarks draw lengths uniformly from 80% to 100% of the nominal.
  const scale = line.dataset === 'inferencex' || line.dataset === 'aic_silicon' ? 0.9 : 1;
  return {
    dataset: line.dataset ?? '',
    source: `${line.source_repo_or_page ?? ''}:${line.source_path ?? ''}`,
    ...engine,
    model,
    accelerator: line.gpu ?? '',
    ...parallelism(line),
    wait: admissionSteps(line),
    weights,
    kv: stated ?? usual,
    input: Number(line.input_len) * scale,
    output: Number(line.output_len) * scale,
  };
}

/**
 * Runs whose set-up is not what the table says. Dated DeepSeek R1 runs have twins without a date that are 1.2 to 2.3
 * times slower with all stated settings equal: they predict several tokens at once, which the table does not hold. The
 * Qwen3-235B runs under vLLM state 1 accelerator for weights that need 2: their number of accelerators was misread.
 */
function isDoubtful(line: Line): boolean {
  const notes = line.notes ?? '';
  const model = line.model ?? '';
  if (model === 'DeepSeek-R1' && /\d{4}_\d\d_\d\d_/.test(notes)) return true;
  return model === 'Qwen3-235B-A22B' && (line.engine ?? '').startsWith('vllm');
}

function readLines(path: string): Line[] {
  const [head = '', ...body] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return body.map((text) => {
    const cells = text.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** Collections that state every setting of a run. */
const DETAILED = /^(trtllm|rocm|argonne|dstack)/;

const rows: MeasuredRow[] = [];
const pairs = new Map<string, { ttft?: number; tpot?: number; line: Line }>();
for (const path of process.argv.slice(2)) {
  for (const line of readLines(path)) {
    if (UNLICENSED.test(line.source_repo_or_page ?? '')) continue;
    const dataset = line.dataset ?? '';
    const metric = line.metric ?? '';
    const value = Number(line.value);
    const batch = Number(line.concurrency_or_batch);
    if (dataset === 'inferencex' || dataset === 'aic_silicon') {
      if (isDoubtful(line)) continue;
      if ((line.pp_ep ?? '').startsWith('disagg')) continue;
      const key = [
        dataset,
        line.engine,
        line.model,
        line.gpu,
        line.num_gpus,
        line.tp,
        line.pp_ep,
        line.weight_precision,
        line.input_len,
        line.output_len,
        batch,
        line.notes,
      ].join('|');
      const pair = pairs.get(key) ?? { line };
      if (metric === 'ttft_ms') pair.ttft = value;
      else pair.tpot = value;
      pairs.set(key, pair);
      continue;
    }
    if (!DETAILED.test(dataset)) {
      const row = smallRow(line);
      if (row !== null) rows.push(row);
      continue;
    }
    const base = common(line);
    if (base === null) continue;
    if (dataset === 'trtllm') {
      const scale = metric === 'tokens_per_s_per_gpu' ? base.gpus : 1;
      rows.push({
        ...base,
        kind: 'offline',
        concurrency: 0,
        value: value * scale,
        ttft: 0,
        tpot: 0,
      });
    } else if (dataset === 'rocm' && metric === 'output_tokens_per_s') {
      rows.push({ ...base, kind: 'offline', concurrency: 0, value, ttft: 0, tpot: 0 });
    } else if (
      (dataset.startsWith('argonne') || dataset === 'dstack') &&
      metric === 'total_tokens_per_s'
    ) {
      const output = (value * base.output) / (base.input + base.output);
      rows.push({ ...base, kind: 'static', concurrency: batch, value: output, ttft: 0, tpot: 0 });
    } else if (dataset === 'rocm' && metric === 'e2e_latency_ms') {
      const output = (batch * base.output) / (value / 1000);
      rows.push({ ...base, kind: 'static', concurrency: batch, value: output, ttft: 0, tpot: 0 });
    }
  }
}
for (const { line, ttft, tpot } of pairs.values()) {
  const base = common(line);
  if (base === null || ttft === undefined || tpot === undefined) continue;
  const concurrency = Number(line.concurrency_or_batch);
  rows.push({ ...base, kind: 'closed', concurrency, value: 0, ttft, tpot });
}
const good = rows.filter((row) => row.input > 0 && row.output > 0);
const rounded = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
const text = [
  rowColumns.join('\t'),
  ...good.map((row) => rowColumns.map((column) => rounded(row[column])).join('\t')),
];
writeFileSync(new URL('rows.tsv', import.meta.url), `${text.join('\n')}\n`);
console.error(`${good.length} rows`);
