/** Why an expression that could take long for a long text, or one that is put together, never does. */
export interface Bounded {
  readonly file: string;
  readonly written: string;
  readonly reason: string;
}

const ownNumber = 'reads a figure that was written here, of some 30 characters';
const ownText = 'reads text of the product itself';
const ownData = 'comes with the facts that the product ships, and reads those alone';
const modelName = 'reads a name of at most 500 characters (LONGEST_NAME of modelName.ts)';
const fileName = 'reads the name of a file, of which the last 255 characters count';
const oneWay =
  'looks ahead, which the prover only tries at random; there is one way to read a text, and what starts again stops where the next start is';
const separate =
  'is too long for the proof; it starts where a word starts, and every part ends at a sign that it cannot hold';
const ecs =
  'has one literal attribute in it, anchored; no part repeats what the next may start with';
const selector = 'reads a selector of at most 200 characters';

/** Literals that are not proven to be linear. */
export const boundedExpressions: readonly Bounded[] = [
  {
    file: 'src/core/assumptions/statement/writeStatement.ts',
    written: String.raw`/\.?0+$/`,
    reason: ownNumber,
  },
  {
    file: 'src/core/catalog/compact/quantizations.ts',
    written: String.raw`/[+~]*\d+(\.\d+)?\s*ppl(\s*\([^)]*\))?/g`,
    reason: ownData,
  },
  {
    file: 'src/core/catalog/compact/quantizations.ts',
    written: String.raw`/(\d+(?:\.\d+)?)(?:\s*(?:-|\.\.)-?\s*(\d+(?:\.\d+)?))?\s*(?:%|pts)/g`,
    reason: ownData,
  },
  {
    file: 'src/core/catalog/compact/variants.ts',
    written: String.raw`/^\s*[^:]+:([^|]+)\|/`,
    reason: ownData,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/[-_.]gptq(?:[-_.](?:int8|8bit|8bits))(?:[-_.][\w.]+)?$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/[-_.](?:int4[-_.])?autoround(?:[-_.][\w.]+)?$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/(?<=^meta-llama\/.*)[-_.]fp8$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/[-_.](?:w4afp8|w4a8)(?:[-_.][\w.]+)?$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/[-_.](?:quantized[-_.])?w8a16(?:[-_.][\w]+)?$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/[-_.](?:hqq)(?:[-_.][\w.]+)?$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/(?<=^mlx-community\/.*)[-_.]4bit$/`,
    reason: modelName,
  },
  {
    file: 'src/core/catalog/quantizationName.ts',
    written: String.raw`/(?:^|[-_.:@])(?:ud-)?(q[2-8](?:_[a-z0-9]+)*|iq[234](?:_[a-z0-9]+)*|f16|fp16|bf16)$/i`,
    reason: modelName,
  },
  {
    file: 'src/core/features/assumptionsFile/defaultWords.ts',
    written: String.raw`/,? default [^.,]*\.$/i`,
    reason: ownText,
  },
  {
    file: 'src/core/features/assumptionsFile/defaultWords.ts',
    written: String.raw`/\.+$/`,
    reason: ownText,
  },
  {
    file: 'src/core/features/assumptionsFile/cursor.ts',
    written: String.raw`/("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],:'"](?:[^#{}[\],:]*[^\s#{}[\],:])?)\s*:(?=\s|$)/y`,
    reason: oneWay,
  },
  {
    file: 'src/core/formats/sagemaker/parameters.ts',
    written: String.raw`/(?:^|[^A-Za-z0-9])(?:ParameterKey=)?([A-Za-z0-9]+)(?:,ParameterValue)?=(?:\\?"([^"\\]*)\\?"|'([^']*)'|([^\s"',]+))/g`,
    reason: separate,
  },
  {
    file: 'src/core/formats/pods/models.ts',
    written: String.raw`/ollama["',\s]+(?:pull|run)["',\s]+([\w./:-]+)|\/api\/(?:pull|generate)\b(?:(?!\/api\/)[^\n])*?"(?:name|model)\\?":\s*\\?"([^"\\\s]+)/g`,
    reason: oneWay,
  },
  {
    file: 'src/core/syntax/hclExpression.ts',
    written: String.raw`/(?:[^$%\\]|\\[^]|\$\$\{|%%\{|[$%](?!\{))+/y`,
    reason: oneWay,
  },
  {
    file: 'src/core/formats/kustomize/selector.ts',
    written: String.raw`/\\[^\d]|\[(?:[^\]\\]|\\.)*\]/g`,
    reason: selector,
  },
  {
    file: 'src/core/formats/prefilter.ts',
    written: String.raw`/(?:^|[._-])values(?:[._-][\w.-]+)?\.ya?ml$/i`,
    reason: fileName,
  },
  {
    file: 'src/core/formats/prefilter.ts',
    written: String.raw`/^samconfig\.toml$|param(?:eter)?s?[\w.-]*\.json$/i`,
    reason: fileName,
  },
  { file: 'src/core/report/format.ts', written: String.raw`/(\.\d\d\d*?)0+$/`, reason: ownNumber },
  { file: 'src/core/report/format.ts', written: String.raw`/\D*$/`, reason: ownNumber },
  { file: 'src/core/report/format.ts', written: String.raw`/\.?0+$/`, reason: ownNumber },
  {
    file: 'src/core/report/htmlText.ts',
    written: String.raw`/^(.+?) (\(.+\))$/`,
    reason: ownNumber,
  },
];

/** Expressions that are put together at run time. */
export const calledExpressions: readonly Bounded[] = [
  { file: 'src/core/catalog/cpus.ts', written: 'new RegExp(entry.pattern)', reason: ownData },
  {
    file: 'src/core/formats/prefilter.ts',
    written: "new RegExp([...groups, ...others].join('|'), 'i')",
    reason: 'joins the words of the list above it: literal text and short alternatives',
  },
  {
    file: 'src/core/performance/speculation.ts',
    written: 'new RegExp(`["\']?(?:${key.source})["\']?\\\\s*[:=]\\\\s*["\']?([^"\',}]+)`)',
    reason:
      'has one of three literal keys in it; its repetitions are of classes without the sign that follows',
  },
  {
    file: 'src/core/syntax/hclString.ts',
    written: "new RegExp(`^[ \\\\t]*${marker}(?![\\\\w-])`, 'm')",
    reason:
      'has a marker in it, a word of letters, digits and dashes; blanks in front of it are those of one line',
  },
  {
    file: 'src/core/assumptions/statement/clause.ts',
    written: "new RegExp(`(?:${source})(?![\\\\w%])`, 'iy')",
    reason:
      'has a pattern of the code in it and is tried at one place (sticky); clauses are those of one comment',
  },
  {
    file: 'src/core/catalog/compact/instances.ts',
    written: "new RegExp(one.text('instance_pattern'))",
    reason: ownData,
  },
  {
    file: 'src/core/catalog/compact/instances.ts',
    written: "new RegExp(row.text('instance_pattern'))",
    reason: ownData,
  },
  {
    file: 'src/core/formats/configs/references.ts',
    written:
      "new RegExp(`(?:^|[\\\\s=:\"'/,\\\\[])${escaped(name)}(?=$|[\\\\s\"',:\\\\]\\\\\\\\/])`, 'm')",
    reason: 'has the name of a file in it, escaped; nothing is repeated',
  },
  {
    file: 'src/core/formats/kustomize/selector.ts',
    written: 'new RegExp(`^(?:${pattern})$`)',
    reason:
      'has a pattern of the config in it, of at most 200 characters and three repetitions, tried on a name of at most 253',
  },
  {
    file: 'src/core/formats/platforms/scripts.ts',
    written: 'new RegExp(`\\\\b${engine}(?:\\\\[[^\\\\]]*\\\\])?==v?(\\\\d+(?:\\\\.\\\\w+)+)`)',
    reason: 'has the name of an engine in it; digits and brackets repeat without what follows',
  },
  {
    file: 'src/core/formats/ecs/placement.ts',
    written: 'new RegExp(`^${ATTRIBUTE}\\\\s*==\\\\s*([\\\\w.-]+)$`)',
    reason: ecs,
  },
  {
    file: 'src/core/formats/ecs/placement.ts',
    written: 'new RegExp(`^${ATTRIBUTE}\\\\s*=~\\\\s*\\\\^?([a-z][a-z0-9-]*)\\\\\\\\?\\\\.[.*]*$`)',
    reason: ecs,
  },
  {
    file: 'src/core/formats/ecs/placement.ts',
    written: 'new RegExp(`^${ATTRIBUTE}\\\\s+in\\\\s+\\\\[([\\\\w.,\\\\s-]+)\\\\]$`)',
    reason: ecs,
  },
];
