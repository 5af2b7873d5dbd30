import { activationConstants } from '../../src/core/performance/activations.ts';
import { fitActivations, heldOutErrors } from './activationFit.ts';
import {
  memoryErrors,
  readStartupLogs,
  type MemoryErrors,
  type StartupLog,
} from './startupLogs.ts';

interface Compared {
  readonly log: StartupLog;
  readonly errors: MemoryErrors;
}

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

/** A quantile of the absolute errors, 0–1, as a percentage; a dash where there are none. */
function quantile(values: readonly number[], share: number): string {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return found === undefined ? '–' : `${(100 * found).toFixed(2)}%`;
}

function row(name: string, part: readonly MemoryErrors[]): string {
  const weights = part.flatMap((one) => one.weights ?? []);
  const tokens = part.flatMap((one) => one.tokens ?? []);
  const cells = [weights, tokens].flatMap((errors) => [
    String(errors.length),
    quantile(errors, 0.5),
    quantile(errors, 0.9),
  ]);
  return `| ${[name, ...cells].join(' | ')} |`;
}

const HEAD = `| | logs | weights | P90 | logs | KV tokens | P90 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`;

function constantsLine(logs: readonly StartupLog[]): string {
  const fresh = fitActivations(logs);
  const list = (one: typeof fresh): string =>
    [...one.samplerCopies, one.hiddenCopies, one.expertShare].map((v) => v.toFixed(2)).join(', ');
  return `In use: ${list(activationConstants)}; fitted on all logs from round numbers: ${list(fresh)}.`;
}

/** The memory part of the accuracy page: estimates against start-up logs, by engine version, held out, and what disagrees. */
export function memorySection(): string {
  const logs = readStartupLogs();
  const compared: Compared[] = logs.map((log) => ({ log, errors: memoryErrors(log) }));
  const engines = [...new Set(logs.map((log) => log.engine))].sort();
  const apart = compared.filter(
    ({ errors }) => Math.abs(errors.weights ?? 0) > 0.01 || Math.abs(errors.tokens ?? 0) > 0.03,
  );
  const show = (value: number | null): string => (value === null ? '–' : percent(value));
  return `## Memory against start-up logs

Absolute error of weights per accelerator, and of the tokens the KV cache holds (concurrency at maximal length × length, where
the log states it), on ${logs.length} public logs. Of 115 that were collected the others name a model that is not in the catalogue, or
state neither weights nor what the engine was given (card, memory fraction, parallelism).

${HEAD}
${row(
  'all',
  compared.map((one) => one.errors),
)}
${engines
  .map((engine) =>
    row(
      engine,
      compared.filter((one) => one.log.engine === engine).map((one) => one.errors),
    ),
  )
  .join('\n')}

Weights hold no fitted constant: tensors at the bytes of their method, tables of rotary angles, and what PyTorch's allocator
rounds each tensor up by. Which of these rules apply was found by reading the same logs, so other logs may know more of them. The
cache also depends on what is gone outside the tensor allocator (five figures that logs state by themselves, not held out) and on
four constants of the activation peak, here fitted again without each group:

${HEAD}
${row(
  'families of models never seen',
  heldOutErrors(logs, (log) => log.family),
)}
${row(
  'engine versions never seen',
  heldOutErrors(logs, (log) => log.engine),
)}

${constantsLine(logs)}

What disagrees by more than 1% (weights) or 3% (tokens):

| log | engine | weights | KV tokens |
| --- | --- | ---: | ---: |
${apart
  .map(
    ({ log, errors }) =>
      `| ${log.name} | ${log.engine} | ${show(errors.weights)} | ${show(errors.tokens)} |`,
  )
  .join('\n')}

Reasons, as far as they are known. Checkpoints under one name differ: NVFP4 of Qwen3.8-27B is between 19.8 and about 27 GiB by
what its maker left at 16 bits, "dynamic" bitsandbytes files keep some layers, FBGEMM's FP8 keeps the first and last feed-forward
layers. vLLM 0.7.0–0.7.2 multiplied latent projections out and held the products. LoRA adapters take room that no argument in
these logs tells of. Not explained: the four ranks of version 0.2, and one log of Llama 3 8B whose activation peak is 9.4 GiB,
six times that of all others.`;
}
