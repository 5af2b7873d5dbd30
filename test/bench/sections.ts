import type { Figures } from './figures.ts';
import { benchDeployment } from './sections/deployment.ts';
import { benchHostile } from './sections/hostile.ts';
import { benchKeystroke } from './sections/keystroke.ts';
import { benchLoading } from './sections/loading.ts';
import { benchMemory } from './sections/memory.ts';
import { benchOptimize } from './sections/optimize.ts';
import { benchOverlays } from './sections/overlays.ts';
import { benchPanel } from './sections/panel.ts';
import { benchReview } from './sections/review.ts';
import { benchScan } from './sections/scan.ts';
import { benchThroughput } from './sections/throughput.ts';

interface Section {
  readonly title: string;
  run(figures: Figures): void | Promise<void>;
}

/** In the order in which they run: what loads code for the first time comes first. */
export const sections: ReadonlyMap<string, Section> = new Map<string, Section>([
  ['loading', { title: 'Loading what was built, in a process of its own', run: benchLoading }],
  [
    'scan',
    {
      title: 'A folder of 10,000 files, of which every 50th is a serving config',
      run: (figures) => benchScan(figures, { files: 10_000, spacing: 50, rounds: 8 }),
    },
  ],
  [
    'large-scan',
    {
      title: 'A folder of 100,000 files, of which every 500th is a serving config',
      run: (figures) => benchScan(figures, { files: 100_000, spacing: 500, rounds: 2 }),
    },
  ],
  ['memory', { title: 'Memory that stays in use, with what is remembered', run: benchMemory }],
  ['keystroke', { title: 'One keystroke', run: benchKeystroke }],
  ['deployment', { title: 'One deployment', run: benchDeployment }],
  ['optimize', { title: 'The cheapest plan of one deployment', run: benchOptimize }],
  ['overlays', { title: '40 deployments, with all advice', run: benchOverlays }],
  ['throughput', { title: 'A thousand rows of `throughput`', run: benchThroughput }],
  ['panel', { title: 'The report page after a keystroke', run: benchPanel }],
  ['review', { title: 'A change in 300 serving files', run: benchReview }],
  ['hostile', { title: 'Hostile text, first time', run: benchHostile }],
]);
