/**
 * Measures the held-out error of the fit and writes `docs/accuracy.md`, `docs/accuracy.svg` and
 * `src/core/performance/heldOutErrors.ts`:
 *
 *     tsx scripts/fit/report.ts
 */
import { writeFileSync } from 'node:fs';
import { fittedParameters } from '../../src/core/performance/fittedParameters.ts';
import { bandOf, coverage, heldOutErrorsOf, writeHeldOutErrors } from './bands.ts';
import { crossValidate, keyOf, type HeldOut, type Split } from './crossValidation.ts';
import { readPrior } from './fit.ts';
import { formsSection } from './forms/report.ts';
import { memorySection } from './memoryReport.ts';
import { scatter } from './plot.ts';
import { predict, replicaOf } from './predict.ts';
import { groupOf, isRough, measuredThroughput, usableRows } from './rows.ts';

type Metric = 'throughput' | 'tpot' | 'ttft';

/** Prediction over measurement; null where the row does not hold the metric. */
function ratio({ row, prediction }: HeldOut, metric: Metric): number | null {
  if (metric === 'throughput') return prediction.throughput / measuredThroughput(row);
  if (row.kind !== 'closed') return null;
  return metric === 'tpot' ? prediction.tpot / row.tpot : prediction.ttft / row.ttft;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const percent = (value: number): string =>
  Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)}%`;

function medianError(held: readonly HeldOut[], metric: Metric): string {
  const ratios = held.flatMap((one) => ratio(one, metric) ?? []);
  return percent(
    quantile(
      ratios.map((one) => Math.abs(one - 1)),
      0.5,
    ),
  );
}

/** Throughput of offline and static rows together with TPOT of closed loops: the figure the goals are stated in. */
function speedRatios(held: readonly HeldOut[]): number[] {
  return held.flatMap((one) => ratio(one, one.row.kind === 'closed' ? 'tpot' : 'throughput') ?? []);
}

function speedError(held: readonly HeldOut[]): string {
  return percent(
    quantile(
      speedRatios(held).map((one) => Math.abs(one - 1)),
      0.5,
    ),
  );
}

function table(title: string, held: readonly HeldOut[], keyOf: (one: HeldOut) => string): string {
  const keys = [...new Set(held.map(keyOf))].sort();
  const lines = keys.map((key) => {
    const part = held.filter((one) => keyOf(one) === key);
    const cells = (['throughput', 'tpot', 'ttft'] as const).map((one) => medianError(part, one));
    return `| ${key} | ${part.length} | ${cells.join(' | ')} |`;
  });
  return [
    `| ${title} | rows | throughput | TPOT | TTFT |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

/** Total parameters in billions, in four classes. */
function sizeOf({ row }: HeldOut): string {
  const billions = replicaOf(row).shape.replica.model.parameters / 1e9;
  if (billions < 10) return 'under 10B';
  if (billions < 50) return '10B to 50B';
  return billions < 150 ? '50B to 150B' : 'over 150B';
}

const rows = usableRows();
const prior = readPrior();
const everything: Record<Split, readonly HeldOut[]> = {
  'set-up': crossValidate(rows, prior, 'set-up', 6),
  model: crossValidate(rows, prior, 'model', 6),
  accelerator: crossValidate(rows, prior, 'accelerator', 6),
};
const solid = (held: readonly HeldOut[]): readonly HeldOut[] =>
  held.filter(({ row }) => !isRough(row));
const splits: Record<Split, readonly HeldOut[]> = {
  'set-up': solid(everything['set-up']),
  model: solid(everything.model),
  accelerator: solid(everything.accelerator),
};
const fitted: HeldOut[] = rows
  .filter((row) => !isRough(row))
  .map((row) => ({ row, prediction: predict(row, replicaOf(row), fittedParameters) }));
const held = splits['set-up'];
const rough = everything.accelerator.filter(({ row }) => isRough(row));
writeHeldOutErrors(heldOutErrorsOf({ fitted, ...splits }));

/** Share of rows within the band of the other folds, and the band of all. */
const calibration = (['set-up', 'model', 'accelerator'] as const).map((split) => {
  const share = coverage(splits[split], (row) => keyOf(row, split));
  const band = bandOf(splits[split]);
  return `| ${split}s never seen | ${band.low.toFixed(2)} – ${band.high.toFixed(2)} | ${percent(share ?? Number.NaN)} |`;
});

const summary = (
  [
    ['fitted (no row held out)', fitted],
    ['set-ups never seen', splits['set-up']],
    ['models never seen', splits.model],
    ['accelerators never seen', splits.accelerator],
  ] as const
).map(([name, part]) => {
  const spread = speedRatios(part);
  return `| ${name} | ${speedError(part)} | ${medianError(part, 'throughput')} | ${medianError(part, 'tpot')} | ${medianError(part, 'ttft')} | ${quantile(spread, 0.1).toFixed(2)} – ${quantile(spread, 0.9).toFixed(2)} |`;
});

const sources = [...new Set(rows.map((row) => `${row.dataset}: ${row.source}`))].sort();

const text = `# Accuracy

Generated by \`scripts/fit/report.ts\`; parameters of ${fittedParameters.asOf}. Every error is the median of
|prediction / measurement − 1|. "Speed" is output throughput of offline and static-batch measurements together with time per
output token (TPOT) of closed loops; throughput of closed loops is what their latencies imply.

${fitted.length} published operating points in ${new Set(fitted.map(({ row }) => groupOf(row))).size} set-ups (engine × model × accelerator × precision × parallelism).
Held out are, in turn, a fifth of the set-ups, every model architecture, and every accelerator; the model is fitted again without
them each time. Iterations and priors are the same for all.

| | speed | throughput | TPOT | TTFT | P10 – P90 of speed |
| --- | ---: | ---: | ---: | ---: | ---: |
${summary.join('\n')}

![Predicted against measured](accuracy.svg)

## Bands

A band is what 80% of measurements of held-out rows lie within, as factors on the prediction; rows of one set-up together weigh
as the square root of their number. The product takes the band of what it has not seen (\`trust.ts\`), by kind of model. The
share is that of rows within the band drawn from the other folds: it should be about 80%.

| | P10 – P90 of measurement / prediction | within the band of the other folds |
| --- | ---: | ---: |
${calibration.join('\n')}

## Rented and consumer cards

${rough.length} single runs on cards that small teams rent or own, whose settings are often incomplete. They are in the fit with a
weight of 0.1; here all of them are held out together.

${table('accelerator', rough, ({ row }) => row.accelerator)}

${table('engine', rough, ({ row }) => row.engine)}

## Set-ups never seen, by engine

${table('engine', held, ({ row }) => row.engine)}

## By accelerator

${table('accelerator', held, ({ row }) => row.accelerator)}

## By precision of the weights

${table('precision', held, ({ row }) => row.weights)}

## By model size

${table('total parameters', held, sizeOf)}

## Models never seen

${table('model', splits.model, ({ row }) => row.model)}

## Accelerators never seen

${table('accelerator', splits.accelerator, ({ row }) => row.accelerator)}

${formsSection()}
${memorySection()}

## What is known to be weak

- Time to first token varies by a factor of two between runs of one set-up: warm-up and the first wave of a benchmark weigh as
  much as the model. How long engines were told to let requests wait is taken from the scripts of InferenceX (@843c6254, and what
  they were at the time of the runs); runs elsewhere may wait without saying so.
- Llama 3.1 8B under TensorRT-LLM: the longer the answers and the fewer the clients, the later the first token, as if one request
  more were in flight than the engine serves. Predicted at half.
- Models that predict several tokens at once, where a source does not say so, look up to twice as fast as they are. Runs of
  DeepSeek R1 with such twins are left out.
- Llama 4 and other mixtures with one large expert per token are slower than predicted on early engine versions.
- AMD accelerators: nearly all rows are from software of 2024, which gets parameters of its own; current software rests on
  20 rows of one model.
- Two rows of DeepSeek V3.1 are predicted three times too slow: their source names eight tensor-parallel ranks, their speed is that
  of eight data-parallel ones.
- Turing cards in tensor parallelism over PCIe are up to twice as slow as predicted; one set of rows.
- Running without captured graphs rests on one figure from memory.
- Disaggregated prefill and everything marked \`extrapolated\` is not covered by these errors.

## Sources

${sources.map((one) => `- ${one}`).join('\n')}
`;
writeFileSync(new URL('../../docs/accuracy.md', import.meta.url), text);
writeFileSync(
  new URL('../../docs/accuracy.svg', import.meta.url),
  scatter(
    held.flatMap(({ row, prediction }) => {
      const points = [
        {
          panel: 'output tokens/s',
          measured: measuredThroughput(row),
          predicted: prediction.throughput,
        },
      ];
      if (row.kind !== 'closed') return points;
      return [
        ...points,
        { panel: 'TPOT, ms', measured: row.tpot, predicted: prediction.tpot },
        { panel: 'TTFT, ms', measured: row.ttft, predicted: prediction.ttft },
      ];
    }),
  ),
);
