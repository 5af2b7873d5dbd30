import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { Block, Module } from './module.ts';
import { machineTypes } from './machines.ts';
import { isManifestType } from './kubernetesBlocks.ts';
import { moduleOf, terraformFiles } from './module.ts';
import type { Resource } from './resource.ts';
import { instancesOf, resolvedBody } from './view.ts';
import { usesOf } from './uses.ts';
import { isPoolType, nodePoolsOf, type NodePool } from './nodePools.ts';

const cache = new WeakMap<Module, readonly Resource[]>();

/** All resources of a module with their references followed, one for each that `for_each` makes. */
export function resourcesOf(module: Module, files: readonly ParsedFile[]): readonly Resource[] {
  const known = cache.get(module);
  if (known) return known;
  const resources = usesOf(module, files).flatMap(({ scope, prefix, number, open }) =>
    [...module.resources.filter(isOfInterest), ...module.calls].flatMap((block) =>
      instancesOf(block.body, scope).map((instance): Resource => ({
        block,
        instance: { ...instance, number: instance.number * number, open: instance.open ?? open },
        body: resolvedBody(block.body, instance.scope),
        address: prefix + addressOf(block) + instance.suffix,
        use: prefix,
        source: block.body,
      })),
    ),
  );
  cache.set(module, resources);
  return resources;
}

function addressOf({ type, name }: Block): string {
  return type === '' ? `module.${name}` : `${type}.${name}`;
}

const INTEREST =
  /^(?:aws_sagemaker_|aws_appautoscaling_target$|aws_bedrock_provisioned|google_vertex_ai_|azurerm_cognitive_deployment$|azapi_resource$|huggingface_endpoint$|helm_release$)/;

function isOfInterest({ type }: Block): boolean {
  return (
    INTEREST.test(type) || isPoolType(type) || machineTypes.includes(type) || isManifestType(type)
  );
}

/** All pools with accelerators in the Terraform files. */
export function allNodePools(files: readonly ParsedFile[], catalog: Catalog): readonly NodePool[] {
  const own = terraformFiles(files);
  const found = pools.get(own);
  if (found) return found;
  const modules = new Set(
    own.filter(({ source }) => source.uri.endsWith('.tf')).map((file) => moduleOf(file, files)),
  );
  const all = [...modules].flatMap((module) =>
    resourcesOf(module, files).flatMap((resource) => nodePoolsOf(resource, catalog)),
  );
  pools.set(own, all);
  return all;
}

const pools = new WeakMap<readonly ParsedFile[], readonly NodePool[]>();
