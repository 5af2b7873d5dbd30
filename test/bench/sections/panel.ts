import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { getPanelModel, getPanelTrend } from '../../../src/core/report/panelModel.ts';
import { getPanelWhatIf } from '../../../src/core/report/whatIf/panelWhatIf.ts';
import { testEnvironment } from '../../support/environment.ts';
import type { Figures } from '../figures.ts';
import { benchSource, manifest, withKeystroke } from '../manifest.ts';
import { median } from '../measure.ts';

const base = 'file:///bench';

/** What is sent to the page. The analysis is there already: the editor needed it. */
export function benchPanel(figures: Figures): void {
  const environment = testEnvironment();
  const cache = createAnalysisCache();
  const options = { base, scope: 'bench', formats: [] };
  const model = (text: string) =>
    getPanelModel(analyze([benchSource(text)], environment, cache), options);
  const text = manifest(12);
  const strokes = Array.from({ length: 80 }, (_, call) =>
    analyze([benchSource(withKeystroke(text, call), call)], environment, cache),
  );
  figures.time(
    '12 deployments',
    median((call) => {
      const analysis = strokes[call % strokes.length];
      if (analysis !== undefined) JSON.stringify(getPanelModel(analysis, options));
    }),
    `${(JSON.stringify(model(text)).length / 1000).toFixed(0)} kB`,
  );
  const large = manifest(300);
  const all = analyze([benchSource(large)], environment, cache);
  figures.time(
    '300 deployments',
    median(() => JSON.stringify(getPanelModel(all, options)), 3),
  );
  const [first] = strokes;
  if (first === undefined) throw new Error('no keystroke');
  figures.time(
    'the year to come of 12 deployments',
    median(() => getPanelTrend(first, base), 10),
  );
  const id = first.deployments[0]?.deployment.id ?? '';
  figures.time(
    'what if: another rate, as a slider asks with every frame',
    median((call) => getPanelWhatIf(first, id, { requestsPerSecond: 1 + call / 7 }, cache)),
  );
}
