import type { SourceDocument } from '../../model/document.ts';
import { at, isMapping, itemsAt, scalarAt, type Located } from '../located.ts';
import { embeddedIn } from '../embedded.ts';
import { entriesAt, textAt } from '../located.ts';
import {
  documentFormat,
  type DocumentReading,
  type DocumentRoot,
} from '../platforms/documentFormat.ts';
import { readModelList } from './litellmModels.ts';

/**
 * LiteLLM's proxy config: `model_list` with router and cache settings, in a file of its own or in a ConfigMap. Fields
 * from the proxy's documentation (configs, load balancing, reliability, caching).
 */
export const litellm = documentFormat({
  id: 'litellm',
  documentation: {
    title: 'LiteLLM proxy',
    files: 'YAML with `model_list[].litellm_params`, in a file of its own or in a ConfigMap',
    reads:
      'every model with its provider, weights, rate limits and own prices, fallbacks, response cache and budget; servers of your own behind `api_base` are priced where they are deployed',
    edits: 'the model of an entry, weights, a model that joins a name, and the response cache',
  },
  mayRead: ({ text }: SourceDocument) => text.includes('litellm_params'),
  readDocument,
});

function readDocument(root: DocumentRoot): DocumentReading {
  if (itemsAt(root, 'model_list').length > 0) return readModelList(root, root);
  if (textAt(root, 'kind') !== 'ConfigMap') return [];
  return entriesAt(root, 'data').flatMap(({ value }) => {
    const scalar = value.node.kind === 'scalar' ? scalarAt(value) : null;
    const inner = scalar?.node.text.includes('litellm_params') === true ? embeddedIn(scalar) : null;
    return inner && isMapping(inner) && at(inner, 'model_list') ? readInner(inner, root) : [];
  });
}

function readInner(inner: Located, root: DocumentRoot): DocumentReading {
  return isMapping(inner) ? readModelList({ ...root, ...inner }, root) : [];
}
