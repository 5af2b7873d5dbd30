import { fileAt, fileIndex } from '../../model/fileIndex.ts';
import type { ReadContext } from '../format.ts';
import { at, entriesAt, isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import {
  documentFormat,
  type DocumentReading,
  type DocumentRoot,
} from '../platforms/documentFormat.ts';
import { fileName, relativeUri } from '../uris.ts';
import { startedWith } from '../configs/references.ts';
import { readElsewhere } from '../configs/engineConfig.ts';
import { anyscaleWorkers, readWorkers, type Workers } from './anyscale.ts';
import { readLlmConfig, type LlmRole } from './llmConfig.ts';
import { readServeDeployment } from './serveDeployment.ts';

/** Ray Serve config files (`serve deploy`), Ray Serve LLM, and Anyscale services, which hold the same applications. */
export const rayServe = documentFormat({
  id: 'ray-serve',
  documentation: {
    title: 'Ray Serve and Ray Serve LLM',
    files:
      'YAML with `applications: [{import_path: …}]` (or a single `import_path` with `deployments`), an Anyscale `service.yaml`, a file with `model_loading_config` of its own',
    reads:
      'deployments with replicas or `autoscaling_config`, `num_gpus`, `accelerator_type`, placement groups; `llm_configs`, prefill and decode configs with `engine_kwargs`; instance types, limits and market of Anyscale worker nodes. What only the Python code says is listed with that reason',
    edits:
      '`num_replicas` and `autoscaling_config`, `num_gpus`, `accelerator_type`, `engine_kwargs`, the model; `market_type` of Anyscale worker nodes',
  },
  mayRead: ({ text }) =>
    /^[ \t\uFEFF]*(?:-\s+)?["']?(?:import_path|model_loading_config)["']?\s*:/m.test(text),
  readDocument,
});

function readDocument(root: DocumentRoot, context: ReadContext): DocumentReading {
  if (at(root, 'model_loading_config') !== null) return readLoneLlmConfig(root, context);
  const listed = itemsAt(root, 'applications').filter((each) => at(each, 'import_path') !== null);
  const applications = listed.length > 0 ? listed : textAt(root, 'import_path') ? [root] : [];
  if (applications.length === 0 || at(root, 'apiVersion') !== null) return [];
  const workers = anyscaleWorkers(root);
  const readings = applications.flatMap((application) =>
    readApplication(root, application, workers, context),
  );
  // Machines that are listed cost, whatever the code puts on them.
  const nodes = readings.every((each) => 'reason' in each)
    ? readWorkers(root, workers, context.catalog)
    : [];
  return nodes.length > 0 ? nodes : readings;
}

function readApplication(
  root: DocumentRoot,
  application: Located,
  workers: readonly Workers[],
  context: ReadContext,
): DocumentReading {
  const name = textAt(application, 'name') ?? textAt(root, 'name') ?? 'app';
  const configs = llmConfigs(application, context);
  if (configs.length > 0) {
    return configs.flatMap(({ config, role }) =>
      readLlmConfig(root, name, config, role, configs.length > 1, workers, context),
    );
  }
  const stated = itemsAt(application, 'deployments').flatMap(
    (deployment) =>
      readServeDeployment(root, application, name, deployment, workers, context) ?? [],
  );
  if (stated.length > 0) return stated;
  const place = scalarAt(application, 'import_path');
  const reason = `What ${name} needs is in its code (${place?.node.text ?? 'import_path'}), not in this file.`;
  return [{ reason, span: place?.node.span ?? application.node.span }];
}

/** The configs of language models that an application is built from; names of files are followed. */
function llmConfigs(
  application: Located,
  { files }: ReadContext,
): { readonly config: Located; readonly role: LlmRole }[] {
  const arguments_ = at(application, 'args');
  const follow = (config: Located | null, role: LlmRole) => {
    const found = config && isScalar(config) ? fileNamed(config, files) : config;
    return found && at(found, 'model_loading_config') !== null ? [{ config: found, role }] : [];
  };
  return [
    ...itemsAt(arguments_, 'llm_configs').flatMap((config) => follow(config, null)),
    ...entriesAt(arguments_).flatMap(({ key, value }) => {
      if (key === 'llm_config') return follow(value, null);
      if (key === 'prefill_config') return follow(value, 'prefill');
      return key === 'decode_config' ? follow(value, 'decode') : [];
    }),
  ];
}

function fileNamed(name: Located, files: ReadContext['files']): Located | null {
  if (!isScalar(name)) return null;
  const file = fileAt(files, relativeUri(name.file.source.uri, name.node.text));
  const node = file?.documents[0]?.root;
  return file && node ? { file, node } : null;
}

const applications = fileIndex((file) =>
  file.documents.some(({ root }) => root !== null) && /\bimport_path\b/.test(file.source.text)
    ? [['', file]]
    : [],
);

function readLoneLlmConfig(root: DocumentRoot, context: ReadContext): DocumentReading {
  const place = scalarAt(root, 'model_loading_config', 'model_id');
  const span = place?.node.span ?? root.node.span;
  const own = fileName(root.file);
  const by =
    applications(context.files, '').find(
      ({ source }) => source.uri !== root.file.source.uri && source.text.includes(own),
    ) ?? startedWith(root.file, context.files);
  if (by) return [readElsewhere(fileName(by), span)];
  return readLlmConfig(root, place?.node.text ?? own, root, null, false, [], context);
}
