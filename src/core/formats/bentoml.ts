import type { AcceleratorRequest, Deployment } from '../model/deployment.ts';
import type { Catalog } from '../model/catalog.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { collectNotes } from './pods/notes.ts';
import type { ReadContext, SkippedObject } from './format.ts';
import {
  at,
  defaulted,
  entriesAt,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from './located.ts';
import {
  acceleratorOfManaged,
  namedAccelerator,
  unnamedAccelerator,
} from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { environmentAt } from './platforms/environment.ts';
import { numberAt, wholeAt, writtenAt, quantityAt } from './platforms/scalars.ts';
import { readService } from './platforms/service.ts';
import { platformStep, type PlatformTarget } from './platforms/steps.ts';
import { parseGiB, parseQuantity } from './quantity.ts';
import { fileName } from './uris.ts';

const BENTOFILE = /(?:^|[/._-])bentofile\.ya?ml$/i;

/** Bentos and their deployments on BentoCloud (docs.bentoml.com). */
export const bentoml = documentFormat({
  id: 'bentoml',
  documentation: {
    title: 'BentoML and BentoCloud',
    files:
      'BentoCloud deployments (`bento` with `services` or `scaling`), built `bento.yaml` files, and `bentofile.yaml`',
    reads:
      'instance types, scaling, concurrency and variables of each service, resources and models of a built Bento; a `bentofile.yaml` says neither hardware nor replicas and is listed as such',
    edits: '`scaling.min_replicas` and `max_replicas`, the model in a variable',
  },
  mayRead: ({ uri, text }) =>
    BENTOFILE.test(uri) || /^["']?(bento|bentoml_version)["']?\s*:/m.test(text),
  readDocument: (root, context) =>
    isDeployment(root)
      ? servicesOf(root).map((service) => deploymentOf(service, root, context))
      : isBuilt(root)
        ? builtServices(root).map((service) => deploymentOf(service, root, context))
        : bentofile(root),
});

function isDeployment(root: DocumentRoot): boolean {
  const named = at(root, 'bento') !== null;
  return named && ['services', 'scaling', 'instance_type'].some((key) => at(root, key) !== null);
}

/** `bento.yaml` inside a built Bento: what `@bentoml.service` says is written out there. */
function isBuilt(root: DocumentRoot): boolean {
  return at(root, 'bentoml_version') !== null && itemsAt(root, 'services').length > 0;
}

function bentofile(root: DocumentRoot): readonly SkippedObject[] {
  const service = scalarAt(root, 'service');
  if (!service || !BENTOFILE.test(fileName(root.file))) return [];
  return [
    {
      reason: 'A Bento: resources and replicas are in its Python service, or set on BentoCloud.',
      span: service.node.span,
    },
  ];
}

interface Service {
  readonly name: string;
  readonly nameSpan: { readonly start: number; readonly end: number };
  readonly node: Located;
  /** Where `resources` and `traffic` are. */
  readonly config: Located | null;
}

function servicesOf(root: DocumentRoot): Service[] {
  const services = entriesAt(root, 'services').map(({ key, keySpan, value }): Service => {
    return { name: key, nameSpan: keySpan, node: value, config: at(value, 'config_overrides') };
  });
  if (services.length > 0) return services;
  const name = scalarAt(root, 'name') ?? scalarAt(root, 'bento');
  const nameSpan = (name ?? root).node.span;
  const named = name?.node.text.split(':')[0] ?? 'deployment';
  return [{ name: named, nameSpan, node: root, config: at(root, 'config_overrides') ?? root }];
}

function builtServices(root: DocumentRoot): Service[] {
  return itemsAt(root, 'services').map((node): Service => {
    const name = scalarAt(node, 'name');
    return {
      name: name?.node.text ?? 'service',
      nameSpan: (name ?? node).node.span,
      node,
      config: at(node, 'config'),
    };
  });
}

function deploymentOf(
  { name, nameSpan, node, config }: Service,
  root: DocumentRoot,
  { catalog }: ReadContext,
): EditableDeployment {
  const scaling = at(node, 'scaling');
  const instanceType = writtenAt(node, 'instance_type');
  const accelerator =
    acceleratorOfManaged('bentocloud', instanceType, catalog) ??
    requestedBy(at(config, 'resources'), catalog);
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const variables = new Map([...environmentAt(root, 'envs'), ...environmentAt(node, 'envs')]);
  const service = readService({ containers: [], variables, catalog, notes });
  const brought = modelOf(root);
  const isBrought = brought.id !== null;
  const min =
    wholeAt(scaling, 'min_replicas') ??
    defaulted(1, 'min_replicas', 'BentoCloud keeps one replica unless told otherwise');
  const deployment = platformDeployment(
    { format: bentoml.id, kind: 'service', name, nameSpan, object: node },
    root,
    {
      ...service.values,
      ...(isBrought ? { model: brought } : {}),
      accelerator,
      cpuCores: quantityAt(config, ['resources', 'cpu'], parseQuantity),
      memoryGiB: quantityAt(config, ['resources', 'memory'], parseGiB),
      inCluster: false,
      supply: { kind: 'managed', platform: 'bentocloud', instanceType },
      replicas: scaledReplicas(min, wholeAt(scaling, 'max_replicas') ?? min, scaling ?? node, {
        metric: 'concurrency',
        target: numberAt(config, 'traffic', 'concurrency'),
      }),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: node,
    title: 'BentoML',
    service: isBrought ? null : service,
    ...(isDeployment(root)
      ? {
          minReplicas: { holder: node, path: ['scaling', 'min_replicas'] },
          maxReplicas: { holder: node, path: ['scaling', 'max_replicas'] },
        }
      : {}),
  };
  return { deployment, step: platformStep(target) };
}

/** `resources: {gpu: 1, gpu_type: nvidia-l4}` of a service. */
function requestedBy(resources: Located | null, catalog: Catalog): AcceleratorRequest | null {
  const count = numberAt(resources, 'gpu');
  if (!count || count.value === 0) return null;
  const type = writtenAt(resources, 'gpu_type');
  return type ? namedAccelerator(type, count, catalog) : unnamedAccelerator(count);
}

/** A model that the Bento brings along from Hugging Face. */
function modelOf(root: DocumentRoot): Deployment['model'] {
  for (const model of itemsAt(root, 'models')) {
    const id = scalarAt(model, 'metadata', 'model_id') ?? scalarAt(model, 'model_id');
    if (id) return { id: sourced(id, id.node.text), location: null };
    const tag = scalarAt(model, 'tag');
    if (tag && /huggingface/i.test(textAt(model, 'registry') ?? '')) {
      const name = tag.node.text.split(':')[0]?.replace('--', '/') ?? '';
      return { id: sourced(tag, name), location: null };
    }
  }
  return { id: null, location: null };
}
