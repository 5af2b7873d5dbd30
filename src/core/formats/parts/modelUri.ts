import type { Catalog } from '../../model/catalog.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { readStorageUri } from '../kserve/storageUri.ts';
import { isHole, sourced, type Located } from '../located.ts';
import type { NamedModel } from './part.ts';

/** A model that a field names by its id alone; null for a hole of a template. */
export function modelNamed(scalar: Located<ScalarNode> | null): NamedModel | null {
  if (!scalar || isHole(scalar) || scalar.node.text.trim() === '') return null;
  return {
    model: { id: sourced(scalar, scalar.node.text.trim()), location: null },
    place: { kind: 'id', scalar },
  };
}

/**
 * A model that a URI names (`hf://org/model`, `pvc://claim/path`, `s3://…`); a path or bucket is a location, and names
 * a model where the catalogue knows a segment of it, or else by the display name beside it.
 */
export function modelOfUri(
  uri: Located<ScalarNode> | null,
  displayName: Located<ScalarNode> | null,
  catalog: Catalog,
): NamedModel | null {
  const shown = displayName && !isHole(displayName) ? displayName : null;
  if (!uri || isHole(uri)) return shown && isName(shown, catalog) ? modelNamed(shown) : null;
  const { scheme, model } = readStorageUri(uri.node.text, catalog);
  const isPlainId = scheme === 'file' && /^[\w.-]+\/[\w.-]+$/.test(uri.node.text);
  if (isPlainId) return modelNamed(uri);
  if (scheme === 'hf') {
    const id = model === null ? null : sourced(uri, model);
    return { model: { id, location: null }, place: { kind: 'scalar', scalar: uri } };
  }
  const location = sourced(uri, uri.node.text);
  if (shown && isName(shown, catalog)) {
    return { model: { id: sourced(shown, shown.node.text), location }, place: null };
  }
  return { model: { id: model === null ? null : sourced(uri, model), location }, place: null };
}

/** A display name counts where it is written like a model's id, or the catalogue knows it. */
function isName({ node }: Located<ScalarNode>, catalog: Catalog): boolean {
  return /^[\w.-]+\/[\w.-]+$/.test(node.text) || catalog.model(node.text) !== null;
}
