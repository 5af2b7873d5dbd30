/** Providers and platforms of the price lists as they call themselves; those that sell under one name have one. */
const names: Readonly<Record<string, string>> = {
  aws: 'AWS',
  'aws-sagemaker': 'AWS',
  'aws-bedrock': 'AWS',
  bedrock: 'AWS',
  amazon_nova: 'AWS',
  gcp: 'Google Cloud',
  'gcp-vertex': 'Google Cloud',
  'gcp-cloud-run': 'Google Cloud',
  vertex: 'Google Cloud',
  google: 'Google',
  azure: 'Microsoft Azure',
  'azure-ml': 'Microsoft Azure',
  'azure-openai': 'Microsoft Azure',
  oci: 'Oracle Cloud',
  dashscope: 'Alibaba Cloud',
  lambda: 'Lambda',
  lambda_ai: 'Lambda',
  runpod: 'RunPod',
  nebius: 'Nebius',
  coreweave: 'CoreWeave',
  'hf-endpoints': 'Hugging Face',
  databricks: 'Databricks',
  bentocloud: 'BentoCloud',
  baseten: 'Baseten',
  cerebrium: 'Cerebrium',
  replicate: 'Replicate',
  anyscale: 'Anyscale',
  ai21: 'AI21 Labs',
  anthropic: 'Anthropic',
  black_forest_labs: 'Black Forest Labs',
  cerebras: 'Cerebras',
  cohere: 'Cohere',
  deepgram: 'Deepgram',
  deepinfra: 'DeepInfra',
  deepseek: 'DeepSeek',
  elevenlabs: 'ElevenLabs',
  fireworks: 'Fireworks AI',
  groq: 'Groq',
  hyperbolic: 'Hyperbolic',
  jina: 'Jina AI',
  minimax: 'MiniMax',
  mistral: 'Mistral AI',
  moonshot: 'Moonshot AI',
  openai: 'OpenAI',
  perplexity: 'Perplexity',
  sambanova: 'SambaNova',
  stability: 'Stability AI',
  together: 'Together AI',
  voyage: 'Voyage AI',
  xai: 'xAI',
  zai: 'Z.ai',
};

/** What capacity of one's own is sold by. */
const own = 'Own infrastructure';

/** Ids of the price lists that stand for one's own: hardware, people, a price that a gateway's config states. */
const ownIds: ReadonlySet<string> = new Set(['own', 'own price', 'other']);

/** The name of who is paid; an id without a name stands for itself. */
export function providerName(id: string): string {
  if (ownIds.has(id)) return own;
  return Object.hasOwn(names, id) ? (names[id] ?? id) : id;
}
