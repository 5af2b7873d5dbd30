import { scalarNode } from '../../syntax/scan.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/tree.ts';
import type { Resource } from './resource.ts';

/**
 * Resources of the `kubernetes` provider that write an object in blocks
 * (registry.terraform.io/providers/hashicorp/kubernetes), and what they are in a manifest.
 */
const KINDS: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string }>> = {
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment' },
  stateful_set: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemonset: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  daemon_set: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  pod: { apiVersion: 'v1', kind: 'Pod' },
  service: { apiVersion: 'v1', kind: 'Service' },
  config_map: { apiVersion: 'v1', kind: 'ConfigMap' },
  persistent_volume_claim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  horizontal_pod_autoscaler: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
};

/** Keys whose blocks are items of a list, by the name of that list. */
const LISTS: Readonly<Record<string, string>> = {
  container: 'containers',
  init_container: 'initContainers',
  env: 'env',
  env_from: 'envFrom',
  port: 'ports',
  volume: 'volumes',
  volume_mount: 'volumeMounts',
  toleration: 'tolerations',
  match_expressions: 'matchExpressions',
  node_selector_term: 'nodeSelectorTerms',
  preferred_during_scheduling_ignored_during_execution:
    'preferredDuringSchedulingIgnoredDuringExecution',
  metric: 'metrics',
  topology_spread_constraint: 'topologySpreadConstraints',
  volume_claim_template: 'volumeClaimTemplates',
  item: 'items',
};

/** Maps whose keys are the user's own. */
const VERBATIM =
  /^(?:labels|annotations|match_labels|node_selector|limits|requests|data|string_data|binary_data)$/;

/** What a resource of blocks is as a manifest; null for any other. Names of keys change, places do not. */
export function blocksAsManifest({ block, body }: Resource): MappingNode | null {
  const known = KINDS[kindOf(block.type)];
  if (!known) return null;
  const word = (key: string, text: string): MappingEntry => ({
    key,
    keySpan: block.nameSpan,
    span: block.nameSpan,
    value: scalarNode(text, text, block.nameSpan),
  });
  const { entries } = asObject(body.node);
  return {
    ...body.node,
    entries: [word('apiVersion', known.apiVersion), word('kind', known.kind), ...entries],
  };
}

/** True for a resource that makes an object of Kubernetes, however it writes it. */
export function isManifestType(type: string): boolean {
  return type === 'kubernetes_manifest' || type === 'kubectl_manifest' || isBlocksType(type);
}

export function isBlocksType(type: string): boolean {
  return kindOf(type) in KINDS;
}

/** `deployment` of `kubernetes_deployment_v1`. */
function kindOf(type: string): string {
  return /^kubernetes_((?:(?!_v\d)\w)+)(?:_v\d\w*)?$/.exec(type)?.[1] ?? '';
}

/** True for a place whose keys are written as in a manifest: there edits may add entries. */
export function isVerbatim(key: string): boolean {
  return VERBATIM.test(key) || key === 'manifest';
}

function asObject(node: MappingNode): MappingNode {
  const lists = new Map<string, SyntaxNode[]>();
  const entries: MappingEntry[] = [];
  for (const entry of node.entries) {
    const listed = LISTS[entry.key];
    if (listed === undefined) {
      const value = VERBATIM.test(entry.key) ? entry.value : valueOf(entry.value);
      entries.push({ ...entry, key: camelCase(entry.key), value });
      continue;
    }
    // A plan writes all blocks of a name as one list.
    const items = entry.value.kind === 'sequence' ? entry.value.items : [entry.value];
    const known = lists.get(listed);
    if (known) {
      known.push(...items.map(itemOf));
      continue;
    }
    const list = items.map(itemOf);
    lists.set(listed, list);
    const value: SyntaxNode = { kind: 'sequence', items: list, span: entry.value.span, flow: true };
    entries.push({ ...entry, key: listed, value });
  }
  return { ...node, entries };
}

function itemOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'mapping' ? asObject(node) : node;
}

/** A block that comes once is a list of one in a plan. */
function valueOf(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'mapping') return asObject(node);
  if (node.kind !== 'sequence') return node;
  const [first] = node.items;
  return first?.kind === 'mapping' ? asObject(first) : node;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
