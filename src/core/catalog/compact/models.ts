import type { ModelsFile } from '../schema.ts';
import { Citations, dateIn } from './citations.ts';
import { fileText } from './file.ts';
import { optional } from './optional.ts';
import { correctedRows, readRows, type Row } from './tsv.ts';
import { compactWork, type WorkTables } from './work.ts';

/** Hand-kept tables about models: more names, Ollama's library, and what a pass takes. */
interface ModelSupplement extends WorkTables {
  readonly names: string;
  readonly ollama: string;
}

type Entry = ModelsFile['models'][number];

/**
 * Model facts, in the order of the tables, each corrected by those after it, with the names of `names` added. What the source
 * does not state is left out.
 */
export function compactModels(
  tables: readonly string[],
  supplement: ModelSupplement,
  problems: string[],
): string {
  const citations = new Citations();
  const more = new Map(
    readRows(supplement.names).map((row) => [row.text('id'), row.text('names')]),
  );
  const work = compactWork(supplement, citations);
  const rows = correctedRows(tables, 'hf_id');
  const own = new Set(rows.map((row) => row.text('hf_id')));
  const models = rows.flatMap((row): Entry[] => {
    const total = row.number('total_params_b');
    if (row.text('hf_id') === '' || total === null || total <= 0) {
      problems.push(`model "${row.text('hf_id')}": no parameter count`);
      return [];
    }
    const active = activeParameters(row, total);
    const source = `${row.text('source')}${active.note}`;
    const entry: Entry = {
      id: row.text('hf_id'),
      // A model with an entry of its own is not also another name of a relative.
      ...listed(
        'aliases',
        `${row.text('aliases')};${more.get(row.text('hf_id')) ?? ''}`,
        (name) => !own.has(name),
      ),
      family: row.text('family'),
      modality: row.text('modality'),
      total,
      ...optional('active', active.billions),
      ...optional('positions', row.number('max_position_embeddings')),
      type: row.text('native_dtype'),
      ...dimensions(row),
      ...work.get(row.text('hf_id')),
      ...(row.text('notes') === '' ? {} : { note: row.text('notes') }),
      cite: citations.add(source, dateIn(source)),
    };
    return [entry];
  });
  const ids = new Set(models.map((one) => one.id));
  for (const id of work.keys()) if (!ids.has(id)) problems.push(`work of ${id}: no such model`);
  const ollama = readRows(supplement.ollama).flatMap((row): ModelsFile['ollama'] => {
    const id = row.text('id');
    if (!ids.has(id)) problems.push(`Ollama ${row.text('name')}: no model ${id}`);
    return ids.has(id) ? [[row.text('name'), row.text('size'), id, row.text('quantization')]] : [];
  });
  return fileText({ citations: citations.list, models, ollama });
}

/** Of a mixture of experts whose source does not say: the share of experts a token visits. Null for dense models. */
function activeParameters(
  row: Row,
  total: number,
): { readonly billions: number | null; readonly note: string } {
  const billions = row.number('active_params_b');
  const experts = row.number('num_experts');
  const perToken = row.number('experts_per_token');
  if (billions !== null || experts === null || perToken === null) return { billions, note: '' };
  return {
    billions: Number(((total * perToken) / experts).toPrecision(2)),
    note: '; active parameters estimated: total x experts per token / experts',
  };
}

function dimensions(row: Row): Partial<Entry> {
  const expertCount = row.number('num_experts');
  const perToken = row.number('experts_per_token');
  const expertSize = row.number('moe_intermediate_size');
  const kvRank = row.number('kv_lora_rank');
  const linear = row.number('linear_layer_params_m');
  const state = row.number('state_elements');
  const fullLayers = row.number('full_attention_layers');
  const fullHeads = row.number('full_kv_heads');
  const fullSize = row.number('full_head_dim');
  return {
    ...optional('layers', row.number('layers')),
    ...optional('attentionLayers', row.number('attention_layers')),
    ...optional('hidden', row.number('hidden_size')),
    ...optional('heads', row.number('num_attention_heads')),
    ...optional('kvHeads', row.number('num_kv_heads')),
    ...optional('headSize', row.number('head_dim')),
    ...optional('intermediate', row.number('intermediate_size')),
    ...optional('vocabulary', row.number('vocab_size')),
    ...(row.text('tied_embeddings') === '1' ? { tied: 1 as const } : {}),
    ...(expertCount === null || perToken === null || expertSize === null
      ? {}
      : {
          experts: [
            expertCount,
            perToken,
            expertSize,
            row.number('shared_expert_intermediate_size') ?? 0,
            row.number('first_dense_layers') ?? 0,
          ],
        }),
    ...(kvRank === null || kvRank === 0
      ? {}
      : {
          latent: [kvRank, row.number('qk_rope_head_dim') ?? 0, row.number('q_lora_rank') ?? 0],
        }),
    ...optional('window', row.number('sliding_window')),
    ...(fullLayers === null || fullHeads === null || fullSize === null
      ? {}
      : { full: [fullLayers, fullHeads, fullSize] }),
    ...optional('kvBytes', row.number('kv_bytes_per_token_fp16')),
    ...(linear === null || state === null ? {} : { linear: [linear * 1e6, state] }),
    ...(row.text('gated_attention') === '1' ? { gated: 1 as const } : {}),
    ...optional('prediction', row.number('prediction_params_b')),
  };
}

function listed(
  key: 'aliases',
  cell: string,
  accept: (name: string) => boolean,
): { readonly aliases?: string[] } {
  const values = cell
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '' && accept(one));
  return values.length === 0 ? {} : { [key]: values };
}
