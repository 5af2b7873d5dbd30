// Runs in two threads: one tries inputs, the other one watches that it does not stop answering.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { root } from '../../scripts/root.ts';
import { targets } from './targets.ts';
import { corpusCount } from './texts.ts';

/** An input that takes longer keeps an editor from its other work. Milliseconds. */
const longestInput = 20_000;
/** Inputs between two looks at the clock. */
const round = 50;

interface Order {
  readonly seed: number;
  readonly ends: number;
  readonly only: string;
}

type Report =
  | { readonly kind: 'trying'; readonly name: string; readonly seed: number }
  | {
      readonly kind: 'tried';
      readonly name: string;
      readonly inputs: number;
      readonly slowest: number;
    }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly seed: number;
      readonly path: string;
      readonly input: string;
      readonly error: string;
    }
  | { readonly kind: 'done'; readonly megabytes: number };

function tryInputs({ seed, ends, only }: Order): void {
  const tell = (report: Report): void => parentPort?.postMessage(report);
  const chosen = targets.filter(({ name }) => name.includes(only));
  for (let turn = 0; Date.now() < ends; turn++) {
    const { name, inputs, holds } = chosen[turn % chosen.length] ?? {};
    if (name === undefined || inputs === undefined || holds === undefined) break;
    const own = (seed + turn) | 0;
    tell({ kind: 'trying', name, seed: own });
    let slowest = 0;
    let tried = 0;
    const timed = (input: unknown): void => {
      const start = performance.now();
      tried++;
      holds(input);
      slowest = Math.max(slowest, performance.now() - start);
    };
    const details = fc.check(fc.property(inputs, timed), {
      seed: own,
      numRuns: round,
      interruptAfterTimeLimit: 60_000,
    });
    tell({ kind: 'tried', name, inputs: tried, slowest });
    if (details.failed && details.counterexample !== null) {
      const { errorInstance: error, counterexample } = details;
      tell({
        kind: 'failed',
        name,
        seed: own,
        path: details.counterexamplePath ?? '',
        input: JSON.stringify(counterexample[0], null, 1) ?? 'undefined',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  tell({ kind: 'done', megabytes: process.memoryUsage.rss() / 1e6 });
}

function watch(order: Order): void {
  const counts = new Map<string, { inputs: number; slowest: number }>();
  const failures: Report[] = [];
  let current: { name: string; seed: number } = { name: '', seed: 0 };
  const worker = new Worker(__filename, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  let timer: NodeJS.Timeout | undefined;
  const fail = (report: Extract<Report, { kind: 'failed' }>): void => {
    failures.push(report);
    const folder = path.join(root, 'out', 'fuzz');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `failure-${failures.length}.txt`);
    writeFileSync(file, `${report.error}\n\n${report.input}\n`);
    console.log(
      `FAILED  ${report.name}  seed ${report.seed}  path ${report.path}\n${report.error.split('\n').slice(0, 4).join('\n')}\n${report.input.slice(0, 600)}\n(the rest is in ${file})`,
    );
  };
  const finish = (megabytes: number): void => {
    clearTimeout(timer);
    let inputs = 0;
    for (const [name, count] of counts) {
      inputs += count.inputs;
      console.log(
        `${String(count.inputs).padStart(9)}  slowest ${count.slowest.toFixed(0).padStart(6)} ms  ${name}`,
      );
    }
    console.log(
      `${inputs} inputs, ${failures.length} failures; memory at the end ${megabytes.toFixed(0)} MB; seed ${order.seed}; ${corpusCount} files of the corpus`,
    );
    process.exit(failures.length === 0 ? 0 : 1);
  };
  worker.on('error', (error) => {
    fail({ kind: 'failed', ...current, path: '', input: '', error: String(error) });
    finish(0);
  });
  worker.on('message', (report: Report) => {
    clearTimeout(timer);
    if (report.kind === 'done') {
      finish(report.megabytes);
      return;
    }
    if (report.kind === 'failed') {
      fail(report);
      return;
    }
    if (report.kind === 'trying') {
      current = { name: report.name, seed: report.seed };
      timer = setTimeout(() => {
        fail({
          kind: 'failed',
          ...current,
          path: '',
          input: '',
          error: `no answer within ${round} × ${longestInput} ms`,
        });
        void worker.terminate().then(() => {
          finish(0);
        });
      }, round * longestInput);
      return;
    }
    const count = counts.get(report.name) ?? { inputs: 0, slowest: 0 };
    counts.set(report.name, {
      inputs: count.inputs + report.inputs,
      slowest: Math.max(count.slowest, report.slowest),
    });
    if (report.slowest > longestInput)
      fail({
        kind: 'failed',
        ...current,
        path: '',
        input: '',
        error: `an input took ${report.slowest.toFixed(0)} ms`,
      });
  });
}

if (isMainThread) {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      syntax: { type: 'string', default: '' },
      seed: { type: 'string' },
    },
  });
  const seed =
    values.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(values.seed);
  console.log(`Seed ${seed}. --seed ${seed} tries the same inputs again.`);
  watch({ seed, ends: Date.now() + Number(values.minutes) * 60_000, only: values.syntax });
} else {
  tryInputs(workerData as Order);
}
