import type { CatalogText } from '../text.ts';
import { compactAccelerators } from './accelerators.ts';
import { compactAncillary } from './ancillary.ts';
import { compactApi } from './api.ts';
import { newest } from './citations.ts';
import { compactCpus } from './cpus.ts';
import { readInstanceTable } from './instanceRow.ts';
import { compactInstances } from './instances.ts';
import { compactManaged } from './managed.ts';
import { compactModels } from './models.ts';
import { compactQuantizations } from './quantizations.ts';
import { readRows } from './tsv.ts';
import { compactVariants } from './variants.ts';

/** The tables a catalogue is built from, by path: those of a data folder and the hand-kept ones of `data/supplement`. */
export const dataTables = [
  'accelerators.tsv',
  'models/models.tsv',
  'models/quantization.tsv',
  'models/vllm_recipes.tsv',
  'prices/instances.tsv',
  'prices/managed.tsv',
  'prices/ancillary.tsv',
  'prices/api_models.tsv',
] as const;

export const supplementTables = [
  'accelerators.tsv',
  'accelerator-names.tsv',
  'instance-accelerators.tsv',
  'price-notes.tsv',
  'price-sources.tsv',
  'attachable.tsv',
  'quantization-ids.tsv',
  'models.tsv',
  'vision-work.tsv',
  'diffusion-work.tsv',
  'speech-work.tsv',
  'cpus.tsv',
  'model-names.tsv',
  'ollama.tsv',
  'published-variants.tsv',
  'smaller-models.tsv',
  'ancillary.tsv',
] as const;

export type DataTables = Readonly<Record<(typeof dataTables)[number], string>>;
export type SupplementTables = Readonly<Record<(typeof supplementTables)[number], string>>;

/**
 * Source tables to compact files. Pure: the same tables give the same bytes. Rows that cannot be used are left out and
 * named in `problems`.
 */
export function compactCatalog(
  data: DataTables,
  supplement: SupplementTables,
): { readonly text: CatalogText; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const accelerators = compactAccelerators(
    [data['accelerators.tsv'], supplement['accelerators.tsv']],
    supplement['accelerator-names.tsv'],
    problems,
  );
  const instances = compactInstances(
    readInstanceTable(data['prices/instances.tsv'], supplement['price-sources.tsv'], problems),
    {
      accelerators: supplement['instance-accelerators.tsv'],
      notes: supplement['price-notes.tsv'],
      attachable: supplement['attachable.tsv'],
    },
    accelerators.entries,
    problems,
  );
  const asOf = newest(
    readRows(data['prices/instances.tsv'])
      .filter((row) => row.text('cloud') === 'aws')
      .map((row) => row.text('as_of')),
  );
  const managed = compactManaged(data['prices/managed.tsv'], accelerators.entries, asOf, problems);
  return {
    text: {
      checked: false,
      accelerators: accelerators.text,
      models: compactModels(
        [data['models/models.tsv'], supplement['models.tsv']],
        {
          names: supplement['model-names.tsv'],
          ollama: supplement['ollama.tsv'],
          vision: supplement['vision-work.tsv'],
          diffusion: supplement['diffusion-work.tsv'],
          speech: supplement['speech-work.tsv'],
        },
        problems,
      ),
      cpus: compactCpus(supplement['cpus.tsv']),
      quantizations: compactQuantizations(
        data['models/quantization.tsv'],
        supplement['quantization-ids.tsv'],
        problems,
      ),
      variants: compactVariants(
        data['models/vllm_recipes.tsv'],
        supplement['published-variants.tsv'],
        supplement['smaller-models.tsv'],
      ),
      instances: instances.text,
      managed,
      ancillary: compactAncillary([data['prices/ancillary.tsv'], supplement['ancillary.tsv']]),
      api: compactApi(data['prices/api_models.tsv']),
    },
    problems,
  };
}
