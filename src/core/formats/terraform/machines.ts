import type { Catalog } from '../../model/catalog.ts';
import type { Placement, Provider, Volume } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { together, type Step } from '../edits/target.ts';
import { defaulted, sourced, type Located } from '../located.ts';
import { acceleratorOn, namedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas } from '../platforms/deployment.ts';
import { installedVersion, scriptContainer } from '../platforms/scripts.ts';
import { readService } from '../platforms/service.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { collectNotes } from '../pods/notes.ts';
import { placed, resourceDeployment, resourceStep, type ResourceContext } from './deployments.ts';
import {
  blockAt,
  noteHoles,
  numberIn,
  switchIn,
  textIn,
  valueAt,
  writeAttribute,
  type Resource,
} from './resource.ts';

/** How a provider writes a machine that is rented by itself. */
interface MachineKind {
  readonly provider: Provider;
  /** The attribute that names the machine's type. */
  readonly type: string;
  readonly isSpot: (body: Located) => Sourced<boolean> | null;
  /** The script that runs when the machine starts. */
  readonly script: (body: Located) => Located<ScalarNode> | null;
  readonly diskGiB: (body: Located) => Sourced<number> | null;
  readonly writeSpot?: (resource: Resource) => Step;
}

const ec2: MachineKind = {
  provider: 'aws',
  type: 'instance_type',
  isSpot: (body) =>
    named(textIn(blockAt(body, 'instance_market_options'), 'market_type'), /^spot$/i),
  script: (body) => valueAt(body, 'user_data') ?? valueAt(body, 'user_data_base64'),
  diskGiB: (body) => numberIn(blockAt(body, 'root_block_device'), 'volume_size'),
};

const azure: MachineKind = {
  provider: 'azure',
  type: 'size',
  isSpot: (body) => named(textIn(body, 'priority'), /^spot$/i),
  script: (body) => valueAt(body, 'custom_data') ?? valueAt(body, 'user_data'),
  diskGiB: (body) => numberIn(blockAt(body, 'os_disk'), 'disk_size_gb'),
  // A spot machine must say what becomes of it when it is taken back.
  writeSpot: (resource) =>
    together([
      writeAttribute(resource, resource.body, 'priority', 'Spot'),
      writeAttribute(resource, resource.body, 'eviction_policy', 'Deallocate'),
    ]),
};

const KINDS: Readonly<Record<string, MachineKind>> = {
  aws_instance: ec2,
  aws_spot_instance_request: {
    ...ec2,
    isSpot: (body) => sourced(body, true),
  },
  google_compute_instance: {
    provider: 'gcp',
    type: 'machine_type',
    isSpot: (body) => {
      const scheduling = blockAt(body, 'scheduling');
      return (
        named(textIn(scheduling, 'provisioning_model'), /^spot$/i) ??
        switchIn(scheduling, 'preemptible')
      );
    },
    script: (body) =>
      valueAt(body, 'metadata_startup_script') ??
      valueAt(blockAt(body, 'metadata'), 'startup-script'),
    diskGiB: (body) => numberIn(blockAt(body, 'boot_disk', 'initialize_params'), 'size'),
  },
  azurerm_linux_virtual_machine: azure,
  azurerm_windows_virtual_machine: azure,
};

/** A script has neither arguments nor variables beside it. */
const SPELLING = { args: [], env: [], envIsMapping: false };

export const machineTypes: readonly string[] = Object.keys(KINDS);

/**
 * A machine with accelerators that is rented by itself. Where its start script runs a model server, that is what it is;
 * else it is a machine, whatever runs on it. Machines without either are none of our business.
 */
export function readMachine(
  resource: Resource,
  context: ResourceContext,
): readonly EditableDeployment[] {
  const { body, block } = resource;
  const kind = KINDS[block.type];
  if (!kind) return [];
  const { catalog, root } = context;
  const notes = collectNotes(body.file.source.uri, block.nameSpan);
  const instanceType = textIn(body, kind.type);
  const accelerator =
    attachedTo(body, catalog) ?? acceleratorOn(instanceType, catalog, kind.provider);
  const script = kind.script(body);
  const containers = script ? [scriptContainer({ ...root, ...body }, script, null, SPELLING)] : [];
  const service = readService({ containers, variables: new Map(), catalog, notes });
  if (!accelerator && !service.serving) return [];
  noteHoles(body, [kind.type], resource, notes);
  const isServer = service.serving !== null;
  const deployment = resourceDeployment(resource, context, notes, {
    ...service.values,
    engineVersion:
      service.values.engineVersion ?? installedVersion(service.serving?.engine.id, [script]),
    accelerator,
    placement: placed(context, resource, kind.provider, {
      instanceType,
      purchase: purchaseOf(kind.isSpot(body)),
    }),
    volumes: diskOf(kind.diskGiB(body)),
    supply: isServer ? { kind: 'replicas' } : { kind: 'nodes' },
    inCluster: false,
    replicas: fixedReplicas(defaulted(1, 'machines', 'A resource without a count is one machine')),
  });
  const target: PlatformTarget = {
    deployment,
    object: body,
    title: 'A machine of its own',
    service: isServer ? service : null,
  };
  const { writeSpot } = kind;
  return [
    {
      deployment,
      step: resourceStep(resource, target, {
        replicas: null,
        spot: writeSpot ? () => writeSpot(resource) : null,
      }),
    },
  ];
}

/** Accelerators that are attached to a machine of a general type (`guest_accelerator`). */
function attachedTo(body: Located, catalog: Catalog): ReturnType<typeof acceleratorOn> {
  const attached = blockAt(body, 'guest_accelerator');
  const written = textIn(attached, 'type');
  const count = numberIn(attached, 'count') ?? (written && { ...written, value: 1 });
  if (!written || !count || count.value === 0) return null;
  // Also written as the path of its resource (`projects/…/acceleratorTypes/nvidia-l4`).
  const type = { ...written, value: written.value.replace(/^.*\//, '') };
  return namedAccelerator(type, count, catalog);
}

function named(text: Sourced<string> | null, pattern: RegExp): Sourced<boolean> | null {
  return text && { ...text, value: pattern.test(text.value) };
}

function purchaseOf(isSpot: Sourced<boolean> | null): Placement['purchase'] {
  return isSpot && { ...isSpot, value: isSpot.value ? 'spot' : 'on-demand' };
}

function diskOf(sizeGiB: Sourced<number> | null): Volume[] {
  return sizeGiB ? [{ name: 'disk', sizeGiB, storageClass: null, shared: false }] : [];
}
