import type { ParsedFile } from '../../model/document.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { embeddedIn } from '../embedded.ts';
import type { Format, ReadContext } from '../format.ts';
import { readModel } from '../kubeai/kubeai.ts';
import { groupOf, objectsOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { at, entriesAt, isMapping, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { readingOf, skip, type Reading } from '../parts/objectFormat.ts';
import { pathOf } from '../prefilter.ts';
import { serverBlocks } from './blocks.ts';
import { fileName } from '../uris.ts';
import { valuesObject } from './chartValues.ts';
import { isLlmD, readLlmD } from './llmD.ts';
import { ollamaValues, readOllama } from './ollamaChart.ts';
import { isProductionStack, readProductionStack } from './productionStack.ts';
import { readBlock } from './readBlock.ts';
import { overlaidValues, overlaysOver, valuesOf } from './valuesFiles.ts';

/** Values of Helm charts, in files of their own and in the objects of Flux and Argo CD. */
export const helm: Format = {
  id: 'helm',
  title: 'Helm values',
  documentation: {
    title: 'Helm values, Flux HelmRelease, Argo CD Application',
    files:
      '`values*.yaml` of charts that run model servers: vLLM production stack (`servingEngineSpec`), llm-d model service (`modelArtifacts`), Ollama and Open WebUI, KubeAI models (`catalog`), and any chart whose values name a model server’s image or ask for accelerators; the same values inline in a `HelmRelease` or an `Application`',
    reads:
      'values of `values-prod.yaml` and the like over those of `values.yaml` beside them, each a deployment of its own; for each server image, model, settings, arguments, variables, resources, replicas or autoscaling, node selectors and storage; the chart’s templates are not rendered',
    edits:
      'values that are written already, arguments where there is a list of them, fields that the known charts have (`vllmConfig`, `parallelism`, `requestGPU`, `replicaCount`, `keda`); what an unknown chart may not pass on is refused',
  },
  mayRead: (document) =>
    isReleaseText(document.text) ||
    (isValuesName(document.uri) && !/^\uFEFF?apiVersion:/m.test(document.text)) ||
    /^\uFEFF?(servingEngineSpec|modelArtifacts):/m.test(document.text),
  read: readingOf(readFile),
};

function isReleaseText(text: string): boolean {
  return /(?:^[ \t\uFEFF]*|[{,]\s*)(?:- )?["']?kind["']?\s*:\s*["']?(HelmRelease|Application|HelmChart)\b/m.test(
    text,
  );
}

/** `values.yaml`, `values-prod.yaml`, `prod-values.yaml`, `my.values.yml`, files of a `values` folder. */
function isValuesName(uri: string): boolean {
  const [name = '', folder] = pathOf(uri).toLowerCase().split('/').reverse();
  return folder === 'values' && /\.ya?ml$/.test(name)
    ? true
    : /(?:^|[._-])values[._-]/.test(name) && /\.(?:ya?ml|tpl|json|gotmpl)(?:\.\w+)?$/.test(name);
}

function readFile(file: ParsedFile, context: ReadContext): readonly Reading[] {
  const releases = objectsOf(file).flatMap((object) => readRelease(object, context) ?? []);
  return [...releases, ...readFileValues(file, context)];
}

/** Values of a chart that overlays beside it change are priced with each of them, not once more without. */
function readFileValues(file: ParsedFile, context: ReadContext): readonly Reading[] {
  const overlaid = overlaidValues(file, context.files);
  const values = overlaid ? [overlaid] : valuesOf(file);
  const readings = values.flatMap(({ root, document }) =>
    readValues(root, document, null, context),
  );
  const overlays = overlaysOver(file, context.files).map(fileName);
  const [first] = readings.flatMap((each) => ('deployment' in each ? [each] : []));
  if (overlays.length === 0 || !first) return readings;
  const names = overlays.join(', ');
  const reason = `${names} ${overlays.length > 1 ? 'are' : 'is'} laid over these values: they are priced there.`;
  return [{ reason, span: first.deployment.nameSpan }];
}

/** Inline values of a release; null for objects of other kinds. */
function readRelease(object: KubernetesObject, context: ReadContext): readonly Reading[] | null {
  const inline = inlineValues(object);
  if (inline === null) return null;
  return inline.flatMap((root) => {
    const document = root.file.documents[0] ?? object.document;
    return readValues(
      root,
      root.file === object.file ? object.document : document,
      object,
      context,
    );
  });
}

function inlineValues(object: KubernetesObject): readonly Located[] | null {
  const group = groupOf(object);
  if (object.kind === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io') {
    return present(at(object, 'spec', 'values'));
  }
  if (object.kind === 'HelmChart' && group === 'helm.cattle.io') {
    return present(embeddedIn(scalarAt(object, 'spec', 'valuesContent')));
  }
  if (object.kind !== 'Application' || group !== 'argoproj.io') return null;
  const sources = [at(object, 'spec', 'source'), ...itemsAt(object, 'spec', 'sources')];
  return sources.flatMap((source) => {
    const written =
      at(source, 'helm', 'valuesObject') ?? embeddedIn(scalarAt(source, 'helm', 'values'));
    return present(written);
  });
}

function present(found: Located | null): readonly Located[] {
  return found ? [found] : [];
}

/** What the values of a chart deploy. */
export function readValues(
  root: Located,
  document: SyntaxDocument,
  release: KubernetesObject | null,
  context: ReadContext,
): readonly Reading[] {
  const object = valuesObject(root, document, release);
  if (!object || !isMapping(root)) return [];
  if (isProductionStack(root)) return readProductionStack(object, context);
  if (isLlmD(root)) return readLlmD(object, context);
  const catalog = kubeaiCatalog(object, context);
  if (catalog.length > 0) return catalog;
  const ollama = ollamaValues(root);
  const own = ollama ? readOllama(object, ollama, context) : null;
  const blocks = serverBlocks(root)
    .filter(({ node }) => node.node !== ollama?.chart.node && node.node !== ollama?.settings.node)
    .flatMap((block) => readBlock(object, block, context) ?? []);
  return own ? [own, ...blocks] : blocks;
}

/** `catalog` of KubeAI's chart of models: those that are switched on. */
function kubeaiCatalog(object: KubernetesObject, context: ReadContext): readonly Reading[] {
  return entriesAt(object, 'catalog').flatMap(({ key, keySpan, value }) => {
    if (at(value, 'resourceProfile') === null && at(value, 'url') === null) return [];
    if (textAt(value, 'enabled') !== 'true') {
      return [{ ...skip(object, 'It is not switched on by `enabled: true`.'), span: keySpan }];
    }
    const name = { file: value.file, node: scalarOfKey(key, keySpan) };
    return readModel(object, name, value, context) ?? [];
  });
}

function scalarOfKey(key: string, span: { start: number; end: number }) {
  return { kind: 'scalar', value: key, text: key, style: 'plain', templated: false, span } as const;
}
