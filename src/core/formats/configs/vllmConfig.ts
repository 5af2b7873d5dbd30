import { sglang } from '../engines/sglang.ts';
import { vllm } from '../engines/vllm.ts';
import type { Engine } from '../engines/engine.ts';
import { entriesAt, isScalar, scalarAt, type Located } from '../located.ts';
import type { NamedModel } from '../parts/part.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import {
  documentFormat,
  type DocumentRoot,
  type DocumentReading,
} from '../platforms/documentFormat.ts';
import type { ReadContext } from '../format.ts';
import { fileName } from '../uris.ts';
import { readElsewhere, readEngineConfig } from './engineConfig.ts';
import { flagKeys } from './keyedEngine.ts';
import { startedWith } from './references.ts';
import { SGLANG_KEYS, TRAINING_KEYS, VLLM_KEYS } from './engineKeys.ts';

/** Keys that other tools share: they count, but do not decide. */
const COMMON =
  /^(model|dtype|seed|port|host|config|tokenizer|quantization|revision|download-dir|load-format|device)$/;

/** The `--config` file of `vllm serve`: its flags as keys, with dashes or underscores. */
export const vllmConfig = engineFlagFile({
  id: 'vllm-config',
  title: 'vLLM config',
  files:
    'the YAML file of `vllm serve --config`: most keys at the top are flags of vLLM, two at least that no other tool has',
  engine: vllm,
  known: VLLM_KEYS,
  others: SGLANG_KEYS,
  quick:
    /^["']?(?:no[-_])?(?:max[-_]model[-_]len|gpu[-_]memory[-_]utilization|max[-_]num[-_](?:seqs|batched[-_]tokens)|(?:tensor|pipeline|data)[-_]parallel[-_]size|kv[-_]cache[-_]dtype|enforce[-_]eager|enable[-_](?:prefix[-_]caching|chunked[-_]prefill|expert[-_]parallel)|served[-_]model[-_]name|async[-_]scheduling|swap[-_]space|speculative[-_]config|compilation[-_]config)["']?\s*:/m,
});

/** The `--config` file of SGLang: its server arguments as keys. */
export const sglangConfig = engineFlagFile({
  id: 'sglang-config',
  title: 'SGLang config',
  files:
    'the YAML file of `sglang.launch_server --config`: most keys at the top are server arguments of SGLang, two at least that no other tool has',
  engine: sglang,
  known: SGLANG_KEYS,
  others: VLLM_KEYS,
  quick:
    /^["']?(?:mem[-_]fraction[-_]static|model[-_]path|context[-_]length|chunked[-_]prefill[-_]size|max[-_]running[-_]requests|disable[-_]radix[-_]cache|tp(?:[-_]size)?|disaggregation[-_]mode|attention[-_]backend|cuda[-_]graph[-_]max[-_]bs|(?:tensor|data|expert)[-_]parallel[-_]size)["']?\s*:/m,
});

interface FlagFile {
  readonly id: string;
  readonly title: string;
  readonly files: string;
  readonly engine: Engine;
  /** Flags of the engine, without their dashes. */
  readonly known: ReadonlySet<string>;
  /** Flags of an engine whose files look alike. */
  readonly others: ReadonlySet<string>;
  readonly quick: RegExp;
}

function engineFlagFile(description: FlagFile): ReturnType<typeof documentFormat> {
  const { id, title, files, quick } = description;
  return documentFormat({
    id,
    documentation: {
      title,
      files,
      reads:
        'model, parallelism, context length, batch limits, memory share, data types, caching; the accelerators are those of whatever starts the engine with the file, which is found where it lies near and names it',
      edits:
        'every setting and the model, in the spelling of the file; the hardware is not in it, `.servingcost.yaml` names it',
    },
    mayRead: ({ uri, text }) => /\.ya?ml$|\.json$|^untitled:/.test(uri) && quick.test(text),
    readDocument: (root, context) => readDocument(description, root, context),
  });
}

function readDocument(
  { id, title, engine, known, others }: FlagFile,
  root: DocumentRoot,
  { files, catalog }: ReadContext,
): DocumentReading {
  const keys = root.node.entries.map(({ key }) => key.replaceAll('_', '-'));
  if (!isFlagFile(keys, known, others)) return [];
  const first = root.node.entries[0];
  const nameSpan = first?.keySpan ?? root.node.span;
  const by = startedWith(root.file, files);
  if (by) return [readElsewhere(fileName(by), nameSpan)];
  const style = keys.some((_, index) => root.node.entries[index]?.key.includes('_')) ? '_' : '-';
  const model = modelIn(
    root,
    ['model', 'model-path', 'model_path', 'model-tag', 'model_tag'],
    catalog,
  );
  return [
    readEngineConfig({
      format: id,
      title,
      kind: title,
      root,
      name: fileName(root.file),
      nameSpan: model?.model.id?.origin.kind === 'config' ? model.model.id.origin.span : nameSpan,
      keys: flagKeys(engine, root, style),
      model: model ?? servedName(root, catalog),
    }),
  ];
}

/** Most keys are the engine's, two of them its alone, and none belongs to training or evaluation. */
function isFlagFile(
  keys: readonly string[],
  known: ReadonlySet<string>,
  others: ReadonlySet<string>,
): boolean {
  const ours = keys.filter((key) => known.has(key));
  const own = ours.filter((key) => !COMMON.test(key));
  const ofOthers = keys.filter((key) => others.has(key));
  return (
    own.length >= 2 &&
    ours.length * 10 >= keys.length * 6 &&
    ours.length > ofOthers.length - own.filter((key) => others.has(key)).length &&
    countOnly(keys, known, others) >= countOnly(keys, others, known) &&
    !keys.some((key) => TRAINING_KEYS.has(key))
  );
}

function countOnly(
  keys: readonly string[],
  ours: ReadonlySet<string>,
  others: ReadonlySet<string>,
): number {
  return keys.filter((key) => ours.has(key) && !others.has(key)).length;
}

/** The model under the first of some keys: an id, a path or a URI. */
export function modelIn(
  root: Located,
  keys: readonly string[],
  catalog: ReadContext['catalog'],
): NamedModel | null {
  for (const key of keys) {
    const scalar = scalarAt(root, key);
    if (scalar) return modelOfUri(scalar, null, catalog);
  }
  return null;
}

/** The name that the server answers to, where it is that of a model. */
function servedName(root: Located, catalog: ReadContext['catalog']): NamedModel | null {
  for (const { key, value } of entriesAt(root)) {
    if (key.replaceAll('_', '-') !== 'served-model-name' || !isScalar(value)) continue;
    const { text } = value.node;
    if (!/^[\w.-]+\/[\w.-]+$/.test(text) && catalog.model(text) === null) return null;
    const found = modelOfUri(value, null, catalog);
    return found && { ...found, place: null };
  }
  return null;
}
