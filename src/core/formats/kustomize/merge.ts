import type { MappingEntry, MappingNode, SequenceNode, SyntaxNode } from '../../syntax/tree.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { Patched } from './patchedFile.ts';

/** A node and its file, as `Located`; this module builds nodes and must not follow homes while it does. */
export interface Piece {
  readonly file: ParsedFile;
  readonly node: SyntaxNode;
}

/** Where merged nodes of one build are kept. */
export interface Merging extends Pick<Patched, 'homes' | 'layers'> {
  /** The file that merged nodes belong to. */
  readonly file: ParsedFile;
  /** False for custom resources, whose lists are replaced as a whole. */
  readonly mergesLists: boolean;
  /** Whose places merged nodes get: those of what is changed, or of what changes it. `file` is that one's. */
  readonly places: 'lower' | 'upper';
}

/** Keys by which Kubernetes merges the items of its lists (`patchMergeKey` in `core/v1/types.go`). */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  ports: 'containerPort',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  volumeClaimTemplates: 'metadata.name',
};

/** A strategic merge patch laid over what is below it; null where the patch deletes it. */
export function mergePatch(lower: Piece, upper: Piece, merging: Merging, key = ''): Piece | null {
  if (upper.node.kind === 'mapping') {
    const directive = textOf(upper.node, '$patch');
    if (directive === 'delete') return null;
    if (directive === 'replace' || lower.node.kind !== 'mapping') return upper;
    return mergeMappings(lower, lower.node, upper, upper.node, merging);
  }
  const mergeKey = merging.mergesLists ? MERGE_KEYS[key] : undefined;
  if (upper.node.kind === 'sequence' && lower.node.kind === 'sequence' && mergeKey !== undefined) {
    return mergeSequences(lower, lower.node, upper, upper.node, mergeKey, merging);
  }
  return upper.node.kind === 'scalar' && upper.node.value === null ? null : upper;
}

function mergeMappings(
  lower: Piece,
  lowerNode: MappingNode,
  upper: Piece,
  upperNode: MappingNode,
  merging: Merging,
): Piece {
  const isPlacedAbove = merging.places === 'upper';
  const entries: MappingEntry[] = [];
  for (const entry of lowerNode.entries) {
    const below = pieceIn(lower, entry.value, merging);
    const change = upperNode.entries.findLast(({ key }) => key === entry.key);
    const value = change
      ? mergePatch(below, { file: upper.file, node: change.value }, merging, entry.key)
      : below;
    const own = isPlacedAbove ? (change ?? entry) : entry;
    if (value) entries.push({ ...own, value: keep(value, merging) });
  }
  for (const entry of upperNode.entries) {
    const isKnown = lowerNode.entries.some(({ key }) => key === entry.key);
    const isNull = entry.value.kind === 'scalar' && entry.value.value === null;
    if (isKnown || isNull || entry.key.startsWith('$')) continue;
    entries.push({ ...entry, value: keep({ file: upper.file, node: entry.value }, merging) });
  }
  const own = isPlacedAbove ? upperNode : lowerNode;
  return made({ ...own, entries }, lower, upper, merging);
}

function mergeSequences(
  lower: Piece,
  lowerNode: SequenceNode,
  upper: Piece,
  upperNode: SequenceNode,
  mergeKey: string,
  merging: Merging,
): Piece {
  const changes = [...upperNode.items];
  const items: SyntaxNode[] = [];
  for (const item of lowerNode.items) {
    const below = pieceIn(lower, item, merging);
    const name = textOf(item, mergeKey);
    const at = changes.findIndex((each) => name !== null && textOf(each, mergeKey) === name);
    const change = at < 0 ? undefined : changes.splice(at, 1)[0];
    const value = change ? mergePatch(below, { file: upper.file, node: change }, merging) : below;
    if (value) items.push(keep(value, merging));
  }
  for (const item of changes) {
    if (textOf(item, '$patch') === null)
      items.push(keep({ file: upper.file, node: item }, merging));
  }
  return made({ ...lowerNode, items }, lower, upper, merging);
}

/** One step of a JSON patch: `add`, `replace` or `remove` at a path. Paths that lead nowhere change nothing. */
export function setAt(
  piece: Piece,
  path: readonly string[],
  value: Piece | null,
  merging: Merging,
  inserts = false,
): Piece {
  const [head, ...rest] = path;
  const { node } = piece;
  if (head === undefined) return value ?? piece;
  if (node.kind === 'mapping') {
    const known = node.entries.findLast(({ key }) => key === head);
    const child =
      rest.length === 0
        ? value
        : known
          ? setAt(pieceIn(piece, known.value, merging), rest, value, merging, inserts)
          : null;
    if (rest.length > 0 && child === null) return piece;
    const others = node.entries.map((entry) => ({
      ...entry,
      value: keep(pieceIn(piece, entry.value, merging), merging),
    }));
    if (child === null)
      return made(
        { ...node, entries: others.filter(({ key }) => key !== head) },
        piece,
        null,
        merging,
      );
    const written = keep(child, merging);
    const entries = known
      ? others.map((entry) => (entry.key === head ? { ...entry, value: written } : entry))
      : [...others, { key: head, keySpan: child.node.span, span: child.node.span, value: written }];
    return made({ ...node, entries }, piece, null, merging);
  }
  if (node.kind !== 'sequence') return piece;
  const index = head === '-' ? node.items.length : Number(head);
  if (!Number.isInteger(index) || index < 0 || index > node.items.length) return piece;
  const items = node.items.map((item) => keep(pieceIn(piece, item, merging), merging));
  const current = node.items[index];
  if (rest.length > 0) {
    if (!current) return piece;
    items[index] = keep(
      setAt(pieceIn(piece, current, merging), rest, value, merging, inserts),
      merging,
    );
  } else if (value === null) items.splice(index, 1);
  else items.splice(index, inserts || !current ? 0 : 1, keep(value, merging));
  return made({ ...node, items }, piece, null, merging);
}

/** A child together with the file that it is written in. */
export function pieceIn(parent: Piece, node: SyntaxNode, { homes, file }: Merging): Piece {
  return { file: parent.file === file ? (homes.get(node) ?? file) : parent.file, node };
}

function keep({ file, node }: Piece, merging: Merging): SyntaxNode {
  if (file !== merging.file) merging.homes.set(node, file);
  return node;
}

function made(node: SyntaxNode, lower: Piece, upper: Piece | null, merging: Merging): Piece {
  const below = merging.layers.get(lower.node) ?? [lower];
  merging.layers.set(node, upper ? [upper, ...below] : below);
  return { file: merging.file, node };
}

function textOf(node: SyntaxNode, path: string): string | null {
  let current: SyntaxNode | undefined = node;
  for (const key of path.split('.')) {
    current =
      current?.kind === 'mapping'
        ? current.entries.findLast((entry) => entry.key === key)?.value
        : undefined;
  }
  return current?.kind === 'scalar' && current.value !== null ? current.text : null;
}
