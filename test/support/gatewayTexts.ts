/** Gateway configs and what they have to answer, for tests of the advice about them. */

/** One name behind a proxy, and one hosted model that answers it. */
export function litellmText(model: string, more = ''): string {
  return `model_list:
  - model_name: assistant # what the teams ask for
    litellm_params:
      model: ${model}
      api_key: os.environ/OPENAI_API_KEY
${more}`;
}

/** A million and a half requests a month, with whatever else is known of them. */
export function demandText(more: readonly string[] = []): string {
  return [
    'workload:',
    '  requestsPerMonth: 1560000',
    '  inputTokens: 1400',
    '  outputTokens: 610',
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

export const envoyText = `apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIGatewayRoute
metadata:
  name: llm
spec:
  rules:
    - matches:
        - headers:
            - { type: Exact, name: x-ai-eg-model, value: gpt-4.1 }
      backendRefs:
        - name: openai # the account of the team
---
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIServiceBackend
metadata: { name: openai }
spec:
  schema: { name: OpenAI }
  backendRef: { name: openai, kind: Backend, group: gateway.envoyproxy.io }
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: Backend
metadata: { name: openai }
spec:
  endpoints:
    - fqdn: { hostname: api.openai.com, port: 443 }
`;

export const portkeyText = `{
  "strategy": { "mode": "loadbalance" },
  "targets": [
    { "provider": "openai", "api_key": "$KEY", "weight": 1, "override_params": { "model": "gpt-4.1" } }
  ]
}
`;
