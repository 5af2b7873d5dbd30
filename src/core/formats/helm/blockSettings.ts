import type { EngineSettingName } from '../../model/deployment.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { at, entriesAt, isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import type { SettingFields } from '../pods/settings.ts';
import type { ServerBlock } from './blocks.ts';

/** Names by which charts call the settings of an engine, without case and separators. */
const NAMES: Readonly<Record<string, EngineSettingName>> = {
  tensorparallelsize: 'tensorParallel',
  tensorparallel: 'tensorParallel',
  tpsize: 'tensorParallel',
  numshard: 'tensorParallel',
  pipelineparallelsize: 'pipelineParallel',
  dataparallelsize: 'dataParallel',
  maxmodellen: 'maxModelLength',
  maxmodellength: 'maxModelLength',
  contextlength: 'maxModelLength',
  contextsize: 'maxModelLength',
  maxtotaltokens: 'maxModelLength',
  maxnumseqs: 'maxSequences',
  maxconcurrentrequests: 'maxSequences',
  maxnumbatchedtokens: 'maxBatchedTokens',
  maxbatchprefilltokens: 'maxBatchedTokens',
  gpumemoryutilization: 'memoryFraction',
  cudamemoryfraction: 'memoryFraction',
  memfractionstatic: 'memoryFraction',
  quantization: 'quantization',
  quantize: 'quantization',
  dtype: 'dataType',
  kvcachedtype: 'kvCacheDataType',
  enableprefixcaching: 'prefixCaching',
  enablechunkedprefill: 'chunkedPrefill',
  enforceeager: 'enforceEager',
};

/** Parts of a server's values that hold settings of its engine. */
const HOLDERS = [
  'args',
  'extraArgs',
  'vllm',
  'vllmConfig',
  'engine',
  'engineArgs',
  'config',
  'model',
  'server',
  'sglang',
  'tgi',
];

/**
 * Settings that the values name one by one (`maxModelLen: 4096`), or as pairs of flag and value; the server's own part
 * before the values around it.
 */
export function blockSettings({ node, around }: ServerBlock): SettingFields {
  const found: Partial<Record<EngineSettingName, Located<ScalarNode>>> = {};
  const root = around.at(-1);
  const holders = [node, ...(root ? [root] : [])].flatMap((each) => [
    ...HOLDERS.flatMap((key) => at(each, key) ?? []),
    each,
  ]);
  for (const holder of holders) {
    for (const { name, scalar } of namedScalars(holder)) {
      const setting = NAMES[name.toLowerCase().replace(/[-_.]/g, '')];
      if (setting !== undefined) found[setting] ??= scalar;
    }
  }
  return { holder: node, paths: {}, found };
}

/** Entries of a mapping; or items `{name: "--flag", value: x}` of a list. */
export function namedScalars(
  holder: Located,
): readonly { readonly name: string; readonly scalar: Located<ScalarNode> }[] {
  const entries = entriesAt(holder).flatMap(({ key, value }) =>
    isScalar(value) && value.node.value !== null ? [{ name: key, scalar: value }] : [],
  );
  const pairs = itemsAt(holder).flatMap((item) => {
    const name = textAt(item, 'name');
    const scalar = scalarAt(item, 'value');
    return name !== null && scalar ? [{ name, scalar }] : [];
  });
  return [...entries, ...pairs];
}
