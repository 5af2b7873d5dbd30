import type { Engine } from '../engines/engine.ts';
import { tensorflowServing as server } from '../engines/classic.ts';
import { at, scalarAt, sourced } from '../located.ts';
import { documentFormat } from '../platforms/documentFormat.ts';
import { fileName } from '../uris.ts';
import { readElsewhere, readEngineConfig } from './engineConfig.ts';
import { startedWith } from './references.ts';
import { repeatedAt } from './textproto.ts';

const engine: Engine = { ...server, settings: {} };

/** `models.config` and the batching parameters of TensorFlow Serving. */
export const tensorflowServing = documentFormat({
  id: 'tensorflow-serving',
  documentation: {
    title: 'TensorFlow Serving',
    files:
      '`models.config` with `model_config_list`, and batching parameters (`num_batch_threads`, `max_batch_size { value: … }`)',
    reads:
      'the models and their folders; the machine is that of whatever starts the server. Batching parameters alone price nothing and are listed with that reason',
    edits: 'nothing that changes the cost is in these files',
  },
  mayRead: ({ text }) =>
    /\bmodel_config_list\b/.test(text) ||
    /\b(?:max_batch_size|num_batch_threads|batch_timeout_micros|max_enqueued_batches)\s*(?::\s*)?\{/.test(
      text,
    ),
  readDocument(root, { files }) {
    const nameSpan = root.node.entries[0]?.keySpan ?? root.node.span;
    const models = repeatedAt(at(root, 'model_config_list'), 'config');
    const [first, ...others] = models;
    if (!first) {
      const isBatching = ['num_batch_threads', 'batch_timeout_micros', 'max_enqueued_batches'].some(
        (field) => at(root, field, 'value') !== null,
      );
      const reason =
        'Batching parameters of TensorFlow Serving: the machine is in what starts the server with them.';
      return isBatching ? [{ reason, span: nameSpan }] : [];
    }
    const by = startedWith(root.file, files);
    if (by) return [readElsewhere(fileName(by), nameSpan)];
    const name = scalarAt(first, 'name');
    const path = scalarAt(first, 'base_path');
    return [
      readEngineConfig({
        format: 'tensorflow-serving',
        title: 'models.config',
        kind: 'models.config',
        root,
        name: name?.node.text ?? fileName(root.file),
        nameSpan: name?.node.span ?? nameSpan,
        keys: { engine, holder: root, paths: {} },
        model: {
          model: {
            id: name && sourced(name, name.node.text),
            location: path && sourced(path, path.node.text),
          },
          place: null,
        },
        stated: (_, notes) => {
          notes.add(
            'unsupported',
            'Which machine it runs on is not in this file: it is priced as a small CPU server.',
            root,
            nameSpan,
          );
          if (others.length > 0) {
            notes.add(
              'unsupported',
              `The same server holds ${others.length} further models.`,
              root,
              nameSpan,
            );
          }
          return { accelerator: null };
        },
      }),
    ];
  },
});
