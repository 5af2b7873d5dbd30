import type { SourceDocument } from '../model/document.ts';

/** Files above this size are not read: no serving config comes near it, and a keystroke must stay cheap. */
export const LARGEST_FILE = 1_000_000;

/** No file system in use allows longer names, in UTF-16 code units; of a longer one the end tells. */
const LONGEST_NAME = 255;

const READABLE_NAME =
  /\.(ya?ml|json|toml|pbtxt|textproto|txtpb|prototxt|properties|tf|tfvars|hcl|env|modelfile|j2|tpl|tftpl)$|(^|_)(batching|models?)[-_](parameters|params|config)\.(txt|config|conf|cfg)$|(^|_)models?\.(config|conf)$|(^|[_.-])modelfile([.-]|$)/i;

/** Names that only serving configs have; their text need not say more. */
const SERVING_NAME =
  /(?:^|[._-])(?:cog|bentofile)\.ya?ml$|^cerebrium\.toml$|(?:^|[_-])config\.pbtxt$|(?:^|_)serving\.properties$|(?:^|[_.-])modelfile(?:[.-]|$)|\.tfvars$/i;

/** Environment files hold values that Compose files refer to. */
const ENVIRONMENT_NAME = /^[\w-]*\.env(?:\.[\w-]+)?$/;

const NEVER_NAME =
  /^(package|package-lock|npm-shrinkwrap|composer|tsconfig.*|jsconfig.*)\.json$|^(pnpm-lock|yarn-lock|mkdocs)\.ya?ml$|-lock\.(json|ya?ml)$|^(poetry|Cargo|uv)\.lock$|^(dependabot|\.pre-commit-config)\.ya?ml$/;

const NEVER_FOLDER = /(^|\/)(node_modules|\.git|\.github\/workflows)\//;

/**
 * Words of which every serving config holds at least one, in lines by their subject and apart by spaces. A file without
 * any is never parsed. Only literal text and short alternatives: the expression runs on every file of a workspace, so nothing in it may backtrack far.
 */
const SERVING_WORDS = anyOf(
  [
    'serving\\.kserve\\.io serving\\.kubeflow\\.org machinelearning\\.seldon\\.io mlops\\.seldon\\.io',
    'vllm sglang trtllm tensorrt text-generation-inference text-embeddings-inference tritonserver',
    'ollama llama[-_.]?(?:cpp|server) torchserve tensorflow/serving tensorflow_model_server mlserver',
    'openvino/model_server nvcr\\.io/nim huggingfaceserver jetstream maxengine local-?ai lorax lmdeploy',
    'nvidia\\.com/ amd\\.com/gpu aws\\.amazon\\.com/neuron google\\.com/tpu habana\\.ai/gaudi gpu\\.intel\\.com',
    'leaderworkerset karpenter keda\\.sh autoscaling/v serving\\.knative\\.dev compute-?class',
    'kubeai\\.org kaito\\.sh aibrix workloads\\.x-k8s ray\\.io import_path llm_configs',
    'kustomize\\.config PersistentVolumeClaim resourceProfile cluster\\.x-k8s\\.io',
    'max[-_]model[-_]len gpu[-_]memory[-_]utilization mem[-_]fraction[-_]static kv[-_]cache[-_](?:dtype|config)',
    '(?:tensor|pipeline|data)[-_]parallel[-_](?:size|degree) max[-_]num[-_](?:seqs|batched) model_loading_config',
    'TYPE_(?:FP|INT|UINT|STRING|BOOL) model_config_list instance_group option\\.model_id minWorkers model_type (?:^|\\n)(?:variable|locals)\\b[^\\n]{0,80}\\{',
    'max_batch_size num_batch_threads inference_address replica_policy accelerators?: cerebrium runsOn',
    'SageMaker aws_sagemaker google_vertex_ai Online_?Deployment onlineEndpoints huggingface_endpoint',
    'aws_eks_node_group eks_managed_node_group google_container_(?:node_pool|cluster) guest_accelerator azurerm_kubernetes_cluster',
    'aws_instance aws_spot_instance google_compute_instance azurerm_(?:linux|windows)_virtual',
    'served_(?:entities|models) litellm override_params aigateway\\.envoyproxy runtime:\\s*nvidia capabilities:',
    'servingEngineSpec modelArtifacts dedicated_?[rR]esources bentoml type:\\s*["\']?service',
    'ProvisionedModelThroughput instance_?size trt_llm docker_server model_cache use_gpu',
    'gpus: /dev/(?:kfd|nvidia|neuron|accel) endpoint_name: bento:',
  ].flatMap((line) => line.split(' ')),
);

/**
 * An expression for one of many words, whatever their case. Words of one first letter stand together: it decides at every
 * place of a text which of them are tried at all.
 */
function anyOf(words: readonly string[]): RegExp {
  const byLetter = new Map<string, string[]>();
  const others: string[] = [];
  for (const word of words) {
    const letter = /^[a-z](?![?*+{])/i.exec(word)?.[0].toLowerCase();
    if (letter === undefined) others.push(word);
    else byLetter.set(letter, [...(byLetter.get(letter) ?? []), word.slice(1)]);
  }
  const groups = [...byLetter].map(([letter, rests]) => `${letter}(?:${rests.join('|')})`);
  return new RegExp([...groups, ...others].join('|'), 'i');
}

const CUSTOM_RESOURCE_DEFINITION = /^kind:\s*["']?CustomResourceDefinition\b/m;

/** The path of a URI, decoded where it can be, without query and fragment. */
export function pathOf(uri: string): string {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i, '').replace(/[?#].*$/s, '');
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * A look at the name only: false for what is certainly no serving config (`package.json`, lock files, workflows).
 *
 * @param path Its folders are separated by `/`.
 */
export function mayBeConfigPath(path: string): boolean {
  const name = nameIn(path);
  const isReadable = READABLE_NAME.test(name) || ENVIRONMENT_NAME.test(name);
  return isReadable && !NEVER_NAME.test(name) && !NEVER_FOLDER.test(path);
}

/** True for a file whose name alone is reason enough to parse it. */
function isNamedForServing(path: string): boolean {
  const name = nameIn(path);
  return SERVING_NAME.test(name) || ENVIRONMENT_NAME.test(name);
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(-LONGEST_NAME);
}

/**
 * The cheap look at the raw text that decides whether a file is parsed at all. True for about one YAML file in ten of
 * an ordinary repository; definitions of custom resources mention every word and are left out.
 */
function mentionsServing(text: string): boolean {
  // A file too large to be read still gets its reason when it is about serving; its beginning tells.
  const looked = text.length > LARGEST_FILE ? text.slice(0, LARGEST_FILE) : text;
  return SERVING_WORDS.test(looked) && !onlyDefinitions(looked);
}

const KUSTOMIZATION_NAME = /\/kustomization\.ya?ml$/;

/** Values of a chart: a few lines over the others say how many replicas an environment has, and none of the words above. */
const VALUES_NAME = /(?:^|[._-])values(?:[._-][\w.-]+)?\.ya?ml$/i;

/** Parts of a workload without an image, and lists of operations: patches name none of the words above. */
const PATCH =
  /^[ -]*kind:\s*["']?(Deployment|StatefulSet|LeaderWorkerSet|Rollout)\b|^[ \t\uFEFF]*-\s+op:\s/m;

/** Parameters of a template of CloudFormation, which name the template's parameters and nothing else. */
const PARAMETERS_NAME = /^samconfig\.toml$|param(?:eter)?s?[\w.-]*\.json$/i;

/** Patches are short; a long file is looked at for its words only. */
const LONGEST_PATCH = 20_000;

/** True for what an overlay is made of: a kustomization, a file that may be one of its patches, values of a chart or parameters of a template. */
function mayBelongToOverlay(path: string, text: string): boolean {
  if (KUSTOMIZATION_NAME.test(path)) return true;
  if (text.length > LONGEST_PATCH) return false;
  if (VALUES_NAME.test(nameIn(path))) return true;
  if (isParameters(path, text)) return true;
  // The plain search is many times as fast, and leaves little for the expression.
  if (!text.includes('kind:') && !text.includes('op:')) return false;
  return PATCH.test(text) && !/\bimage:/.test(text);
}

function isParameters(path: string, text: string): boolean {
  return (
    PARAMETERS_NAME.test(nameIn(path)) && /ParameterKey|"Parameters"|parameter_overrides/.test(text)
  );
}

/** True when every object of the text defines a custom resource. */
function onlyDefinitions(text: string): boolean {
  if (!CUSTOM_RESOURCE_DEFINITION.test(text)) return false;
  const kinds = text.match(/^kind:\s*["']?\w+/gm) ?? [];
  return kinds.every((kind) => kind.includes('CustomResourceDefinition'));
}

/**
 * A cheap look at name and raw text: false for a file that need not be parsed. Objects that others are joined
 * with (autoscalers, node pools, runtimes, claims, config maps) pass too. Untitled buffers have no extension and are
 * judged by their text.
 */
export function mayHoldServing({ uri, text }: SourceDocument): boolean {
  const path = pathOf(uri);
  return (uri.startsWith('untitled:') || mayBeConfigPath(path)) && mayHoldServingAt(path, text);
}

/** The same for a file whose name was looked at already (`mayBeConfigPath`). */
export function mayHoldServingAt(path: string, text: string): boolean {
  return isNamedForServing(path) || mentionsServing(text) || mayBelongToOverlay(path, text);
}
