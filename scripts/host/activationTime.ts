// npx tsx scripts/host/activationTime.ts: what VS Code itself says of the extension's activation, in both hosts.
import path from 'node:path';
import { root } from '../root.ts';
import { exitOnSignals } from '../system/signals.ts';
import { firstLens, withWorkbench } from './openWorkbench.ts';
import { doSteps } from './steps.ts';

exitOnSignals();
const starts = 5;

for (const host of ['node', 'web worker'] as const) {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    const folder = path.join(root, 'examples/llama-70b-chat');
    await withWorkbench({ folder, file: 'deployment.yaml', host }, async (page) => {
      await firstLens(page).waitFor();
      await doSteps(page, ['command=Developer: Show Running Extensions']);
      const row = page.locator('.monaco-list-row', { hasText: 'serving-cost.serving-cost' });
      const text = await row.first().innerText();
      const milliseconds = /Activation:\s*(\d+)\s*ms/.exec(text)?.[1];
      if (milliseconds === undefined) throw new Error(`No activation time in: ${text}`);
      times.push(Number(milliseconds));
    });
  }
  times.sort((a, b) => a - b);
  console.log(`${host} extension host: activation ${times.join(', ')} ms`);
}
