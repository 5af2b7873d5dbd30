/** Hosts of public APIs: what is not one of them is a server of one's own. */
const publicHosts =
  /(?:^|\.)(?:openai\.com|openai\.azure\.com|azure\.com|anthropic\.com|googleapis\.com|amazonaws\.com|mistral\.ai|cohere\.(?:ai|com)|together\.(?:ai|xyz)|fireworks\.ai|groq\.com|deepseek\.com|deepinfra\.com|x\.ai|perplexity\.ai|cerebras\.ai|sambanova\.ai|nebius\.(?:ai|com)|openrouter\.ai|moonshot\.(?:ai|cn)|z\.ai|bigmodel\.cn|minimax\.(?:io|chat)|aliyuncs\.com|nvidia\.com|huggingface\.co|replicate\.com|ai21\.com|voyageai\.com|jina\.ai|github\.(?:ai|com)|databricks\.com|cloudflare\.com|friendli\.ai|novita\.ai|siliconflow\.(?:cn|com)|lambda\.ai|hyperbolic\.xyz|baseten\.co)$/i;

/** True for the address of a server that is not a public API: a cluster name, a private address, a host of one's own. */
export function isOwnServer(address: string): boolean {
  const host = hostOf(address);
  return host !== null && !publicHosts.test(host);
}

/** The host of `http://vllm:8000/v1`, `vllm:8000` or `vllm.llm.svc`; null for a text that names none. */
export function hostOf(address: string): string | null {
  const match = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/?#]*@)?(\[[0-9a-f:.]+\]|[A-Za-z0-9_.-]+)/i.exec(
    address.trim(),
  );
  return match?.[1]?.toLowerCase() ?? null;
}
