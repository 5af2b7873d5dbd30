import type { Engine } from '../engines/engine.ts';
import { ollama } from '../engines/ollama.ts';
import { scalarAt, sourced, textAt } from '../located.ts';
import type { NamedModel } from '../parts/part.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { fileName, folderName } from '../uris.ts';
import { readElsewhere, readEngineConfig } from './engineConfig.ts';
import { startedWith } from './references.ts';

const engine: Engine = { ...ollama, settings: { maxModelLength: { kind: 'tokens' } } };

/** A Modelfile: what Ollama builds a model of its own from. */
export const ollamaModelfile = documentFormat({
  id: 'ollama-modelfile',
  documentation: {
    title: 'Ollama Modelfile',
    files: '`Modelfile`, `Modelfile.*` and `*.modelfile` with a `FROM` line',
    reads:
      'the model behind `FROM`, the context length (`PARAMETER num_ctx`), whether layers run on a GPU (`num_gpu`)',
    edits: 'the model behind `FROM`, `PARAMETER num_ctx`',
  },
  mayRead: ({ uri, text }) =>
    uri.toLowerCase().lastIndexOf('modelfile') > uri.lastIndexOf('/') &&
    /^[ \t\uFEFF]*FROM\s+\S/im.test(text),
  readDocument(root, { files }) {
    const from = scalarAt(root, 'FROM');
    if (!from) return [];
    const by = startedWith(root.file, files);
    if (by) return [readElsewhere(fileName(by), from.node.span)];
    const onCpu = textAt(root, 'PARAMETER num_gpu') === '0';
    return [
      readEngineConfig({
        format: 'ollama-modelfile',
        title: 'Modelfile',
        kind: 'Modelfile',
        root,
        name: folderName(root.file),
        nameSpan: from.node.span,
        keys: { engine, holder: root, paths: { maxModelLength: [['PARAMETER num_ctx']] } },
        evidence: sourced(from, 'ollama'),
        model: modelBehind(root),
        stated: () => (onCpu ? { accelerator: null } : {}),
      }),
    ];
  },
});

/** A tag of the library, a repository of Hugging Face, or files beside the Modelfile. */
function modelBehind(root: DocumentRoot): NamedModel | null {
  const from = scalarAt(root, 'FROM');
  if (!from) return null;
  const text = from.node.text.trim();
  const isFile = /^(?:[./~]|[A-Za-z]:\\)|\.(?:gguf|bin|safetensors)$/i.test(text);
  const value = sourced(from, text);
  return isFile
    ? { model: { id: null, location: value }, place: null }
    : { model: { id: value, location: null }, place: { kind: 'id', scalar: from } };
}
