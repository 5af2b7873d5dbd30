import { readFileSync } from 'node:fs';
import type { AcceleratorFacts, ModelFacts } from '../../src/core/model/catalog.ts';
type Line = Record<string, string>;
function tsv(path: string): Line[] {
  const [h = '', ...b] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const n = h.split('\t');
  return b.map((l) => {
    const c = l.split('\t');
    return Object.fromEntries(n.map((k, i) => [k, c[i] ?? '']));
  });
}
const num = (s: string | undefined): number | null =>
  s === undefined || s === '' ? null : Number(s);
const data = '/work/shared/data/';
const vis = (id: string) =>
  /^(T4|L4|L40S|A10|A10G|A40)$/.test(id) ? 0.92 : /^MI/.test(id) ? 0.998 : 0.99;
export const accelerators = new Map<string, AcceleratorFacts>(
  tsv(data + 'accelerators.tsv').map((l) => {
    const t = (k: string) => {
      const v = l[k];
      const m = /[\d.]+/.exec(v ?? '');
      return m ? Number(m[0]) * 1e12 : null;
    };
    const a: AcceleratorFacts = {
      id: l['name']!,
      vendor: l['vendor']!,
      kind: 'gpu',
      memoryBytes: Number(l['memory_gb']) * 2 ** 30,
      visibleMemoryBytes: Number(l['memory_gb']) * 2 ** 30 * vis(l['name']!),
      visibleMemorySource: '',
      bandwidth: Number(l['mem_bw_gbs']) * 1e9,
      flops: {
        bf16: t('bf16_tflops_dense'),
        fp8: t('fp8_tflops_dense'),
        int8: t('int8_tops_dense'),
        fp4: t('fp4_tflops_dense'),
      },
      interconnect: l['interconnect']!,
      linkBandwidth: (num(l['link_gbs_per_gpu_unidir']) ?? 0) * 1e9,
      powerWatts: num(l['tdp_w']),
      source: '',
      asOf: '',
    };
    return [a.id, a];
  }),
);
export const models = new Map<string, ModelFacts>();
for (const l of tsv(data + 'models/models.tsv')) {
  const L = num(l['layers']),
    h = num(l['hidden_size']),
    nh = num(l['num_attention_heads']),
    nk = num(l['num_kv_heads']);
  const total = Number(l['total_params_b']) * 1e9;
  const dh = num(l['head_dim']) ?? (h && nh ? h / nh : null);
  const V = num(l['vocab_size']);
  const m: ModelFacts = {
    id: l['hf_id']!,
    family: l['family']!,
    modality: l['modality']!,
    parameters: total,
    activeParameters: (num(l['active_params_b']) ?? Number(l['total_params_b'])) * 1e9,
    architecture:
      L && h && nh && nk && dh && V
        ? {
            layers: L,
            attentionLayers: num(l['attention_layers']) ?? L,
            hiddenSize: h,
            attentionHeads: nh,
            kvHeads: nk,
            headSize: dh,
            intermediateSize: num(l['intermediate_size']),
            vocabularySize: V,
            tiedEmbeddings: l['tied_embeddings'] === '1',
            experts: num(l['num_experts'])
              ? {
                  count: num(l['num_experts'])!,
                  perToken: num(l['experts_per_token'])!,
                  intermediateSize: num(l['moe_intermediate_size'])!,
                  sharedIntermediateSize: num(l['shared_expert_intermediate_size']) ?? 0,
                  firstDenseLayers: num(l['first_dense_layers']) ?? 0,
                }
              : null,
            latentAttention: num(l['kv_lora_rank'])
              ? {
                  kvRank: num(l['kv_lora_rank'])!,
                  ropeHeadSize: num(l['qk_rope_head_dim'])!,
                  queryRank: num(l['q_lora_rank']),
                }
              : null,
            slidingWindow: num(l['sliding_window']),
            kvBytesPerToken16: num(l['kv_bytes_per_token_fp16']),
          }
        : null,
    maxPositions: num(l['max_position_embeddings']),
    nativeDataType: l['native_dtype']!,
    source: '',
    asOf: '',
  };
  models.set(m.id.toLowerCase(), m);
  for (const a of (l['aliases'] ?? '').split(';')) if (a) models.set(a.toLowerCase(), m);
}
