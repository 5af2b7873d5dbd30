import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import {
  documentFormat,
  type DocumentReading,
  type DocumentRoot,
} from '../platforms/documentFormat.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { collectNotes } from '../pods/notes.ts';
import { placed, resourceDeployment, resourceStep, type ResourceContext } from './deployments.ts';
import {
  readAzureMl,
  readAzureOpenAi,
  readBedrock,
  readHuggingFace,
  skipEndpoint,
} from './endpoints.ts';
import { machineTypes, readMachine } from './machines.ts';
import { manifestsOf, readManifest, withManifests } from './manifests.ts';
import { moduleOf } from './module.ts';
import { nodePoolsOf, type NodePool } from './nodePools.ts';
import { resourcesOfPlan } from './plan.ts';
import { podsOn } from './poolJoin.ts';
import { resourcesOf } from './read.ts';
import { readRelease } from './releases.ts';
import { noteHoles, type Resource } from './resource.ts';
import { readEndpointConfiguration } from './sagemaker.ts';
import { readVertex } from './vertex.ts';

const READERS: Readonly<
  Record<string, (resource: Resource, context: ResourceContext) => DocumentReading>
> = {
  aws_sagemaker_endpoint_configuration: readEndpointConfiguration,
  google_vertex_ai_endpoint_with_model_garden_deployment: readVertex,
  google_vertex_ai_deployment_resource_pool: readVertex,
  google_vertex_ai_endpoint: skipEndpoint,
  huggingface_endpoint: readHuggingFace,
  azapi_resource: readAzureMl,
  azurerm_cognitive_deployment: readAzureOpenAi,
  aws_bedrock_provisioned_model_throughput: readBedrock,
  helm_release: (resource, { joined }) => readRelease(resource, joined),
  ...Object.fromEntries(machineTypes.map((type) => [type, readMachine])),
};

/** Terraform: endpoints of the clouds, and node pools with accelerators; also plans and states as JSON. */
export const terraform = documentFormat({
  id: 'terraform',
  documentation: {
    title: 'Terraform',
    files:
      '`.tf` with resources of SageMaker, Vertex AI, Azure ML (`azapi_resource`), Azure OpenAI, Bedrock, Hugging Face endpoints, machines and node pools of EKS, GKE and AKS with accelerators, objects of Kubernetes (in blocks, `kubernetes_manifest`, `kubectl_manifest`) and `helm_release`; the JSON of `terraform show -json`',
    reads:
      'instance types, counts, scaling targets, serverless and spot, the model and its container; variables with defaults, `.tfvars`, locals, `count` and `for_each`, dynamic blocks, modules in the files once for each call; the server that a machine’s start script runs; objects of Kubernetes as their formats read them; what is known only at apply is noted. Pods that select a pool are priced instead of it',
    edits:
      'instance counts and limits, spot, flags in a start script or in the lists and maps of an object, the model of a Hugging Face endpoint: in the attribute, or in the variable’s default or `.tfvars` value behind it; calculated values are left alone',
  },
  mayRead: ({ uri, text }) =>
    (uri.endsWith('.tf') &&
      /\b(?:aws_sagemaker_endpoint_configuration|google_vertex_ai_|huggingface_endpoint|onlineEndpoints\/deployments|azurerm_cognitive_deployment|aws_bedrock_provisioned|aws_eks_node_group|google_container_|google_compute_instance|kubernetes_|kubectl_manifest|helm_release|azurerm_kubernetes_cluster|eks_managed_node_groups|self_managed_node_groups|node_groups|aws_instance|aws_spot_instance_request|azurerm_\w+_virtual_machine)/i.test(
        text,
      )) ||
    (/"terraform_version"|"format_version"/.test(text) &&
      /"(?:planned_values|values|root_module)"/.test(text)),
  readDocument,
});

function readDocument(root: DocumentRoot, context: ReadContext): DocumentReading {
  const { uri } = root.file.source;
  const isPlan = !uri.endsWith('.tf');
  // A document read again after an edit is not among the files by identity, only by its URI.
  const own = context.files.find(({ source }) => source.uri === uri) ?? root.file;
  const all = isPlan
    ? resourcesOfPlan(root)
    : resourcesOf(moduleOf(own, context.files), context.files);
  const manifests = manifestsOf(all);
  const joined: ReadContext = { ...context, files: withManifests(context.files, manifests) };
  return all
    .filter(({ block }) => block.body.file.source.uri === uri)
    .flatMap((resource) => {
      const manifest = manifests.find((each) => each.resource === resource);
      const others = all.filter(({ use }) => use === resource.use);
      const inContext: ResourceContext = { root, catalog: context.catalog, others, joined };
      return [
        ...(READERS[resource.block.type]?.(resource, inContext) ?? []),
        ...nodePoolsOf(resource, context.catalog).map((pool) => readPool(pool, inContext, joined)),
        ...(manifest ? readManifest(manifest, joined) : []),
      ];
    });
}

/** A pool is supply by itself; where pods of the files select it, they are what is priced. */
function readPool(
  pool: NodePool,
  context: ResourceContext,
  { files }: ReadContext,
): EditableDeployment | SkippedObject {
  const { resource, block, replicas } = pool;
  const pods = podsOn(pool, files);
  if (pods.length > 0) {
    const reason = `Its nodes are priced with what runs on them: ${pods.join(', ')} select${pods.length === 1 ? 's' : ''} this pool.`;
    return { reason, span: resource.block.nameSpan };
  }
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  noteHoles(block, ['instance_types', 'vm_size', 'node_count'], resource, notes);
  const deployment = resourceDeployment(resource, context, notes, {
    part: block === resource.body ? null : pool.name,
    object: block,
    accelerator: pool.accelerator,
    placement: placed(context, resource, pool.provider, {
      instanceType: pool.instanceType,
      purchase: pool.purchase,
    }),
    supply: { kind: 'nodes' },
    replicas,
  });
  const target: PlatformTarget = { deployment, object: block, title: 'A node pool' };
  return {
    deployment,
    step: resourceStep(resource, target, { replicas: pool.writeReplicas, spot: pool.writeSpot }),
  };
}
