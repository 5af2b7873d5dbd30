import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { refuse } from '../edits/target.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import { nearest, objectsNamed } from '../kubernetes/joins.ts';
import { objectsOf, groupOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { at, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { routedDeployment, sharesOf } from './routes.ts';
import { setBackendShare } from './envoyShare.ts';
import { routeStep } from './routeStep.ts';

/**
 * Envoy AI Gateway: routes by model name to backends with weights and priorities. Fields from
 * `api/v1alpha1/ai_gateway_route.go` of envoyproxy/ai-gateway.
 */
export const envoyAiGateway = documentFormat({
  id: 'envoy-ai-gateway',
  documentation: {
    title: 'Envoy AI Gateway',
    files: '`kind: AIGatewayRoute` of `aigateway.envoyproxy.io`',
    reads:
      'models matched by `x-ai-eg-model`, backends with weight, priority and `modelNameOverride`; joined with the AIServiceBackend for the provider; backends that are an InferencePool or a Service are priced where they are deployed',
    edits: '`modelNameOverride`, weights, and a backend for another model of the same service',
  },
  mayRead: ({ text }) => text.includes('aigateway.envoyproxy.io/'),
  readDocument,
});

function readDocument(
  root: DocumentRoot,
  context: ReadContext,
): readonly (EditableDeployment | SkippedObject)[] {
  return objectsOf({ ...root.file, documents: [root.document] })
    .filter((object) => object.kind === 'AIGatewayRoute' && isOurs(object))
    .flatMap((route) =>
      itemsAt(route, 'spec', 'rules').flatMap((rule, index) =>
        readRule(route, rule, index, root, context),
      ),
    );
}

function isOurs(object: KubernetesObject): boolean {
  return groupOf(object) === 'aigateway.envoyproxy.io';
}

function readRule(
  route: KubernetesObject,
  rule: Located,
  index: number,
  root: DocumentRoot,
  context: ReadContext,
): readonly EditableDeployment[] {
  const asked = askedModels(rule);
  const backends = itemsAt(rule, 'backendRefs');
  const first = Math.min(...backends.map((backend) => numberAt(backend, 'priority')?.value ?? 0));
  const priority = (backend: Located): number => numberAt(backend, 'priority')?.value ?? 0;
  const active = backends.filter((backend) => priority(backend) === first);
  const shares = sharesOf(active.map((backend) => numberAt(backend, 'weight')?.value ?? null));
  return asked.flatMap((group) =>
    backends.flatMap((backend, at): EditableDeployment[] => {
      const position = active.indexOf(backend);
      const override = writtenAt(backend, 'modelNameOverride');
      const server = serverOf(route, backend, context);
      const share = position < 0 ? 0 : (shares[position] ?? 0);
      const deployment = routedDeployment(
        {
          format: 'envoy-ai-gateway',
          kind: 'AIGatewayRoute',
          entry: backend,
          key: `${route.name ?? ''}/${index}/${at}`,
          provider: server.provider,
          model: override ?? group,
          route: {
            group,
            endpoint: server.endpoint,
            fallbackOnly: position < 0,
            fallbacks: [],
            cache: null,
            requestsPerMinute: null,
            tokensPerMinute: null,
            budget: null,
            price: null,
          },
          share: backends.length === 1 ? null : shareOf(backend, share),
          notes: server.notes,
        },
        root,
      );
      return [
        {
          deployment: { ...deployment, namespace: route.namespace },
          step: (change) =>
            override === null && change.kind === 'set-model'
              ? refuse('Callers name the model: the route hands it on as it is.')
              : routeStep({
                  model: { holder: backend, path: ['modelNameOverride'] },
                  prefix: '',
                  cache: () => refuse('This gateway keeps no answers.'),
                  share: (wanted) =>
                    setBackendShare({ rule, active, shares, backend, group }, wanted),
                })(change),
        },
      ];
    }),
  );
}

/** Models that callers ask for by the header of the gateway. A rule without one takes what the others leave. */
function askedModels(rule: Located): readonly Sourced<string>[] {
  const headers = itemsAt(rule, 'matches').flatMap((match) => itemsAt(match, 'headers'));
  return headers.flatMap((header) => {
    const value = writtenAt(header, 'value');
    const name = textAt(header, 'name')?.toLowerCase();
    const isExact = (textAt(header, 'type') ?? 'Exact') === 'Exact';
    return value !== null && name === 'x-ai-eg-model' && isExact ? [value] : [];
  });
}

interface Server {
  readonly provider: Sourced<string> | null;
  readonly endpoint: Sourced<string> | null;
  readonly notes: Deployment['notes'];
}

/** The provider of an AIServiceBackend; what speaks OpenAI's language need not be OpenAI: its address says. */
function serverOf(route: KubernetesObject, backend: Located, { files }: ReadContext): Server {
  const name = scalarAt(backend, 'name');
  const kind = textAt(backend, 'kind');
  const here = name ? sourced(name, name.node.text) : null;
  if (kind === 'InferencePool' || kind === 'Service') {
    return { provider: null, endpoint: here, notes: [] };
  }
  const service = name
    ? nearest(objectsNamed(files, 'AIServiceBackend', name.node.text), route)
    : null;
  const schema = service && scalarAt(service, 'spec', 'schema', 'name');
  if (!service || !schema) {
    const span = name?.node.span ?? backend.node.span;
    const message = `The AIServiceBackend ${name?.node.text ?? ''} is not among the files.`;
    return {
      provider: null,
      endpoint: null,
      notes: [{ code: 'unresolved-reference', message, span }],
    };
  }
  const host = hostOfBackend(service, files);
  const isPublic = host !== null && /(?:^|\.)api\.openai\.com$/i.test(host.value);
  const speaksOpenAi = schema.node.text === 'OpenAI';
  if (speaksOpenAi && !isPublic) return { provider: null, endpoint: host ?? here, notes: [] };
  return { provider: sourced(schema, schema.node.text), endpoint: null, notes: [] };
}

function hostOfBackend(
  service: KubernetesObject,
  files: ReadContext['files'],
): Sourced<string> | null {
  const name = textAt(service, 'spec', 'backendRef', 'name');
  const backend = name === null ? null : nearest(objectsNamed(files, 'Backend', name), service);
  for (const endpoint of itemsAt(backend, 'spec', 'endpoints')) {
    const host = scalarAt(at(endpoint, 'fqdn'), 'hostname');
    if (host) return sourced(host, host.node.text);
  }
  return null;
}

function shareOf(backend: Located, value: number): Sourced<number> {
  const stated = numberAt(backend, 'weight');
  return stated === null
    ? {
        value,
        origin: { kind: 'derived', formula: 'an equal share of the backends of its priority' },
      }
    : { ...stated, value };
}
