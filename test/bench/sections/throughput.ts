import { predictThroughput } from '../../../src/core/index.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { median } from '../measure.ts';

const models = ['meta-llama/Llama-3.1-8B-Instruct', 'meta-llama/Llama-3.1-70B-Instruct'];
const accelerators = ['L4', 'A100-80GB', 'H100', 'MI300X'];

export function benchThroughput(figures: Figures): void {
  const { catalog } = testEnvironment();
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    id: String(index),
    model: models[index % models.length],
    accelerator: accelerators[index % accelerators.length],
    gpus: 1 + (index % 8),
    engine: 'vllm',
    inputTokens: 100 + index,
    outputTokens: 50 + (index % 500),
    ...(index % 3 === 0 ? {} : { concurrency: 1 + (index % 256) }),
  }));
  figures.time(
    'predicted, as they come',
    median(() => {
      for (const row of rows) predictThroughput(row, catalog);
    }, 10),
  );
}
