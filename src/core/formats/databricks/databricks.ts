import type { ParsedFile } from '../../model/document.ts';
import type { Deployment, ModelReference, Supply } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse } from '../edits/target.ts';
import type { ReadContext } from '../format.ts';
import {
  at,
  defaulted,
  entriesAt,
  isHole,
  itemsAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { collectNotes } from '../pods/notes.ts';
import { acceleratorOfManaged } from '../platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from '../platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, numberOf, switchAt } from '../platforms/scalars.ts';
import { platformStep, writeField, type PlatformTarget } from '../platforms/steps.ts';
import { bundleAt } from './bundleValues.ts';

/** Model serving endpoints of Databricks, in asset bundles and as the body of the API. */
export const databricks = documentFormat({
  id: 'databricks',
  documentation: {
    title: 'Databricks model serving',
    files:
      '`resources.model_serving_endpoints` of an asset bundle (also below `targets`), or a `config` with `served_entities`',
    reads:
      'served entity, workload size and type, scale to zero, provisioned concurrency and throughput, external models, traffic; `${var.…}` from the bundle’s defaults',
    edits: '`scale_to_zero_enabled`',
  },
  mayRead: ({ text }) => /served_(entities|models)/.test(text),
  readDocument: (root, context) =>
    endpointsOf(root).flatMap((endpoint) => readEndpoint(endpoint, root, context)),
});

interface Endpoint {
  readonly name: string;
  readonly nameSpan: { readonly start: number; readonly end: number };
  readonly node: Located;
}

function endpointsOf(root: DocumentRoot): Endpoint[] {
  const targets = entriesAt(root, 'targets').map(({ key, value }) => ({
    prefix: `${key}/`,
    holder: value,
  }));
  const inBundle = [{ prefix: '', holder: root as Located }, ...targets].flatMap(
    ({ prefix, holder }) =>
      entriesAt(holder, 'resources', 'model_serving_endpoints').map(
        ({ key, keySpan, value }): Endpoint => {
          return { name: prefix + key, nameSpan: keySpan, node: value };
        },
      ),
  );
  if (inBundle.length > 0 || entitiesOf(root).length === 0) return inBundle;
  const name = at(root, 'name') ?? root;
  return [{ name: textAt(root, 'name') ?? 'endpoint', nameSpan: name.node.span, node: root }];
}

function entitiesOf(endpoint: Located): readonly Located[] {
  const entities = itemsAt(endpoint, 'config', 'served_entities');
  return entities.length > 0 ? entities : itemsAt(endpoint, 'config', 'served_models');
}

function readEndpoint(
  endpoint: Endpoint,
  root: DocumentRoot,
  context: ReadContext,
): EditableDeployment[] {
  const entities = entitiesOf(endpoint.node);
  return entities.map((entity, index) => {
    const part =
      entities.length > 1 ? (partName(entity, context.files) ?? String(index + 1)) : null;
    return readEntity(entity, endpoint, part, root, context);
  });
}

function partName(entity: Located, files: readonly ParsedFile[]): string | null {
  const name = bundleAt(entity, files, 'name') ?? bundleAt(entity, files, 'entity_name');
  return name?.node.text ?? null;
}

function readEntity(
  entity: Located,
  endpoint: Endpoint,
  part: string | null,
  root: DocumentRoot,
  { catalog, files }: ReadContext,
): EditableDeployment {
  const notes = collectNotes(root.file.source.uri, endpoint.nameSpan);
  const workload = bundleAt(entity, files, 'workload_type');
  const workloadType = workload && !isHole(workload) ? sourced(workload, workload.node.text) : null;
  const model = modelOf(entity, files);
  for (const key of ['entity_name', 'workload_size', 'workload_type']) {
    const value = bundleAt(entity, files, key);
    if (!value || !isHole(value)) continue;
    notes.add(
      'templated',
      `A variable without a default fills in ${key}: ${value.node.text}`,
      value,
    );
  }
  const supply = supplyOf(entity, files);
  const zero = switchAt(entity, 'scale_to_zero_enabled');
  const one = defaulted(
    1,
    'capacity',
    'An endpoint keeps its smallest size unless it scales to zero',
  );
  const min: Sourced<number> = zero?.value === true ? { ...zero, value: 0 } : one;
  const deployment = platformDeployment(
    {
      format: databricks.id,
      kind: 'model_serving_endpoint',
      name: endpoint.name,
      nameSpan: endpoint.nameSpan,
      object: endpoint.node,
      part,
    },
    root,
    {
      model,
      accelerator: acceleratorOfManaged('databricks', workloadType, catalog),
      supply,
      replicas: scaledReplicas(min, { ...one, value: 1 }, entity, { metric: 'concurrency' }),
      trafficShare: trafficOf(endpoint.node, entity),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: endpoint.node,
    title: 'Databricks',
    count: () => refuse('Databricks sells GPUs by workload type.'),
  };
  const step = platformStep(target);
  return {
    deployment,
    step: (change) =>
      change.kind === 'set-replicas' && (change.min === 0 || change.min === 1)
        ? writeField({ holder: entity, path: ['scale_to_zero_enabled'] }, change.min === 0)
        : step(change),
  };
}

/** The entity's name in the catalogue; where variables stay open, the part of it that is written. */
function modelOf(entity: Located, files: readonly ParsedFile[]): ModelReference {
  const external = bundleAt(entity, files, 'external_model', 'name');
  const written =
    external ??
    bundleAt(entity, files, 'entity_name') ??
    bundleAt(entity, files, 'model_name') ??
    bundleAt(entity, files, 'foundation_model', 'name');
  if (!written) return { id: null, location: null };
  const text = written.node.text.trim();
  if (!isHole(written)) return { id: sourced(written, text), location: null };
  const last = text.split('.').at(-1) ?? '';
  return {
    id: last.includes('$') ? null : sourced(written, last),
    location: sourced(written, text),
  };
}

/** Requests at a time by workload size (docs.databricks.com, "Create custom model serving endpoints"): the most of each. */
const SIZES: Readonly<Record<string, number>> = { small: 4, medium: 16, large: 64 };

function supplyOf(entity: Located, files: readonly ParsedFile[]): Supply {
  const external = at(entity, 'external_model');
  const name = bundleAt(external, files, 'name');
  if (external && name) {
    return {
      kind: 'api',
      provider: providerOf(external, files),
      model: sourced(name, name.node.text),
    };
  }
  const units = numberAt(entity, 'provisioned_model_units');
  if (units) return { kind: 'units', platform: 'databricks', unit: 'model unit', count: units };
  const throughput =
    numberAt(entity, 'max_provisioned_throughput') ??
    numberAt(entity, 'min_provisioned_throughput');
  if (throughput) {
    return { kind: 'units', platform: 'databricks', unit: 'token per second', count: throughput };
  }
  const zero = switchAt(entity, 'scale_to_zero_enabled');
  return {
    kind: 'serverless',
    platform: 'databricks',
    concurrency: concurrencyOf(entity, files),
    provisioned: zero?.value === false ? { ...zero, value: 1 } : null,
    // docs.databricks.com: an endpoint scales to zero after 30 minutes without a request.
    idleSeconds: defaulted(1800, 'scale to zero', 'Databricks stops an endpoint after 30 minutes'),
  };
}

/** The provider; where its configuration gives another address for OpenAI's API, the one behind that. */
function providerOf(external: Located, files: readonly ParsedFile[]): Sourced<string> | null {
  const address = bundleAt(external, files, 'openai_config', 'openai_api_base');
  const host = /^https?:\/\/(?:[\w-]+\.)*([\w-]+)\.\w+(?:[:/]|$)/.exec(
    address?.node.text ?? '',
  )?.[1];
  if (address && host !== undefined && host !== 'openai') return sourced(address, host);
  const provider = bundleAt(external, files, 'provider');
  return provider && sourced(provider, provider.node.text);
}

function concurrencyOf(entity: Located, files: readonly ParsedFile[]): Sourced<number> | null {
  const provisioned = bundleAt(entity, files, 'max_provisioned_concurrency');
  if (provisioned) return numberOf(provisioned);
  const size = bundleAt(entity, files, 'workload_size');
  const value = SIZES[size?.node.text.toLowerCase() ?? ''];
  return size && value !== undefined ? sourced(size, value) : null;
}

function trafficOf(endpoint: Located, entity: Located): Deployment['trafficShare'] {
  const name = textAt(entity, 'name') ?? at(entity, 'name');
  const text =
    typeof name === 'string' ? name : name?.node.kind === 'scalar' ? name.node.text : null;
  if (text === null) return null;
  for (const route of itemsAt(endpoint, 'config', 'traffic_config', 'routes')) {
    const node = at(route, 'served_entity_name') ?? at(route, 'served_model_name');
    if (node?.node.kind !== 'scalar' || node.node.text !== text) continue;
    const share = numberAt(route, 'traffic_percentage');
    return share && share.value < 100 ? { ...share, value: share.value / 100 } : null;
  }
  return null;
}
