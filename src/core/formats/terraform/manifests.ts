import type { ParsedFile } from '../../model/document.ts';
import { withAddedFiles } from '../../model/fileIndex.ts';
import type { Change } from '../../model/change.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { dynamo } from '../dynamo.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse, together, type Step } from '../edits/target.ts';
import { embeddedIn } from '../embedded.ts';
import type { Format, ReadContext } from '../format.ts';
import { helm } from '../helm/helm.ts';
import { kaito } from '../kaito.ts';
import { kserve } from '../kserve/kserve.ts';
import { kubeai } from '../kubeai/kubeai.ts';
import { kubernetes } from '../kubernetes/kubernetes.ts';
import { leaderWorkerSet } from '../leaderWorkerSet.ts';
import { isMapping, scalarAt, type Located } from '../located.ts';
import { nimOperator } from '../nim.ts';
import type { DocumentReading } from '../platforms/documentFormat.ts';
import { rayService } from '../ray/rayService.ts';
import { roles } from '../roles.ts';
import { seldon } from '../seldon/seldon.ts';
import { blocksAsManifest, isBlocksType, isManifestType, isVerbatim } from './kubernetesBlocks.ts';
import { blockAt, writeAttribute, type Resource } from './resource.ts';
import { filesBehind } from './uses.ts';

/** Formats of objects that a resource may hold. */
const READERS: readonly Format[] = [
  kubernetes,
  kserve,
  leaderWorkerSet,
  rayService,
  kubeai,
  kaito,
  dynamo,
  nimOperator,
  roles,
  seldon,
  helm,
];

/** An object of Kubernetes that a resource makes, as a file of its own with places in the Terraform file. */
export interface Manifest {
  readonly resource: Resource;
  readonly file: ParsedFile;
}

/** The objects that resources make; a manifest that is not written in the files is left out. */
export function manifestsOf(resources: readonly Resource[]): readonly Manifest[] {
  return resources.flatMap((resource) => {
    const file = isManifestType(resource.block.type) ? fileOf(resource, resources) : null;
    return file ? [{ resource, file }] : [];
  });
}

/** The files with the objects among them, so that autoscalers, claims and node pools are joined. */
export function withManifests(
  files: readonly ParsedFile[],
  manifests: readonly Manifest[],
): readonly ParsedFile[] {
  return manifests.length === 0
    ? files
    : withAddedFiles(
        files,
        manifests.map(({ file }) => file),
      );
}

function fileOf(resource: Resource, others: readonly Resource[]): ParsedFile | null {
  const { body, block } = resource;
  if (block.type === 'kubectl_manifest') {
    return embeddedIn(scalarAt(body, 'yaml_body'))?.file ?? null;
  }
  const written =
    block.type === 'kubernetes_manifest'
      ? blockAt(body, 'manifest')?.node
      : blocksAsManifest(resource);
  if (!written) return null;
  const root = named(written, others);
  const { span } = body.node;
  return { source: body.file.source, documents: [{ root, span, problems: [] }], problems: [] };
}

/** The node with references to the names of other objects (`kubernetes_deployment.llm.metadata[0].name`) followed. */
function named(node: SyntaxNode, others: readonly Resource[]): SyntaxNode {
  switch (node.kind) {
    case 'mapping':
      return {
        ...node,
        entries: node.entries.map((entry) => ({ ...entry, value: named(entry.value, others) })),
      };
    case 'sequence':
      return { ...node, items: node.items.map((item) => named(item, others)) };
    case 'scalar': {
      const [, type, name] =
        /^(kubernetes_\w+)\.([\w-]+)\.metadata(?:\[0\]|\.0)\.name$/.exec(node.text) ?? [];
      if (!node.templated || type === undefined) return node;
      const other = others.find(({ block }) => block.type === type && block.name === name);
      const text = scalarAt(blockAt(other?.body ?? null, 'metadata'), 'name')?.node;
      return text && !text.templated ? { ...text, span: node.span, tag: 'reference' } : node;
    }
  }
}

/** What the readers of Kubernetes make of an object, with changes that Terraform can hold. */
export function readManifest(manifest: Manifest, context: ReadContext): DocumentReading {
  const { resource, file } = manifest;
  return READERS.flatMap((format) => {
    const { deployments, skipped } = format.read(file, context);
    return [
      ...skipped.map(({ reason }) => ({ reason, span: resource.block.nameSpan })),
      ...deployments.map((read): EditableDeployment => {
        const { deployment } = read;
        const { uris } = deployment;
        const behind = filesBehind(resource.instance.scope).map(({ source }) => source.uri);
        return {
          deployment: { ...deployment, uris: [...new Set([...uris, ...behind])] },
          step: (change) =>
            stepIn(manifest, deployment.replicas.autoscaler === null, change, () =>
              read.propose([change]),
            ),
        };
      }),
    ];
  });
}

function stepIn(
  { resource, file }: Manifest,
  isFixed: boolean,
  change: Change,
  propose: () => Step,
): Step {
  if (resource.source === null)
    return refuse('This is the output of Terraform, not a file to edit.');
  const spec = blockAt(resource.body, 'spec');
  if (change.kind === 'set-replicas' && isFixed && spec && isBlocksType(resource.block.type)) {
    const count = change.min ?? change.max;
    if (change.min !== undefined && change.max !== undefined && change.min !== change.max) {
      return refuse('A range of replicas needs an autoscaler.');
    }
    return count === undefined ? { edits: [] } : writeAttribute(resource, spec, 'replicas', count);
  }
  const step = propose();
  if ('refused' in step) return step;
  const places: readonly Located[] =
    resource.block.type === 'kubectl_manifest'
      ? file.documents.flatMap(({ root }) => (root ? [{ file, node: root }] : []))
      : [resource.body];
  const isHeld = step.edits.every(({ uri, edits }) =>
    edits.every(
      ({ span }) =>
        uri === file.source.uri &&
        places.some((place) => holds(place, span, place !== resource.body)),
    ),
  );
  return isHeld
    ? together([step])
    : refuse('It is not written as a value of its own in this resource.');
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * True where an edit changes a value that is written here, or adds to a list or to a map whose keys are those of
 * Kubernetes: blocks call them otherwise, and what a reference stands for is written elsewhere.
 */
function holds(from: Located, place: Place, isText: boolean): boolean {
  const visit = (node: SyntaxNode, key: string): boolean => {
    if (node.tag !== undefined) return false;
    switch (node.kind) {
      case 'scalar':
        return !node.templated;
      case 'sequence': {
        const inner = node.items.find((item) => isIn(item.span));
        return inner ? visit(inner, key) : node.flow && !isText;
      }
      case 'mapping': {
        const inner = node.entries.find(({ value }) => isIn(value.span));
        if (inner) return visit(inner.value, isVerbatim(key) ? key : inner.key);
        return isVerbatim(key) && !isText;
      }
    }
  };
  const isIn = (span: Place): boolean => span.start <= place.start && place.end <= span.end;
  return isMapping(from) && isIn(from.node.span) && visit(from.node, '');
}
