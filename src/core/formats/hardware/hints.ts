import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { isHole, sourced } from '../located.ts';
import type { ServingContainer } from '../pods/engineChoice.ts';
import { splitImage } from '../engines/engines.ts';
import { productFromWords } from './products.ts';

/** Text Embeddings Inference builds one image per GPU generation; the tag names it. */
const TEI_TAGS: readonly (readonly [RegExp, string])[] = [
  [/^turing-/, 'T4'],
  [/^hopper-/, 'H100'],
];

/** The weakest evidence, for a request without any other: names of objects and images. Always `inferred`. */
export function productFromHints(
  request: AcceleratorRequest,
  object: KubernetesObject,
  serving: ServingContainer | null,
  catalog: Catalog,
): AcceleratorRequest {
  if (request.product) return request;
  const named = object.nameNode && productFromWords(object.nameNode.node.text, catalog);
  if (named && fits(named, request, catalog)) {
    return { ...request, product: sourced(object.nameNode, named), confidence: 'inferred' };
  }
  const image = serving?.container.image;
  if (serving?.engine.id !== 'tei' || !image || isHole(image)) return request;
  const tag = splitImage(image.node.text).tag ?? '';
  const word = TEI_TAGS.find(([pattern]) => pattern.test(tag))?.[1];
  const product = word === undefined ? null : (catalog.accelerator(word)?.id ?? null);
  return product === null
    ? request
    : { ...request, product: sourced(image, product), confidence: 'inferred' };
}

function fits(product: string, request: AcceleratorRequest, catalog: Catalog): boolean {
  return catalog.accelerator(product)?.vendor.toLowerCase() === request.vendor.toLowerCase();
}
