import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import { getPanelModel } from '../../src/core/report/panelModel.ts';
import type { FromPanel } from '../../src/core/report/protocol.ts';
import { getPanelWhatIf } from '../../src/core/report/whatIf/panelWhatIf.ts';
import { whatIfEdits } from '../../src/core/whatIf/whatIf.ts';
import { testEnvironment } from '../support/environment.ts';
import { withEdits } from '../support/fixLaws.ts';
import type { ReportPage } from './harness.ts';

/** Stands in for the extension: real texts, analysed, written to and undone, with the page's questions answered. */
export interface FakeHost {
  readonly documents: () => readonly SourceDocument[];
  readonly analysis: () => Analysis;
  /** Takes the last edit back, as an editor does. */
  readonly undo: () => Promise<void>;
  readonly stop: () => void;
}

export async function attachFakeHost(
  { send, sent }: ReportPage,
  first: readonly SourceDocument[],
): Promise<FakeHost> {
  const environment = testEnvironment();
  const cache = createAnalysisCache();
  const history: (readonly SourceDocument[])[] = [first];
  let analysis = analyze(first, environment, cache);
  let answered = 0;
  let isStopped = false;

  async function report(): Promise<void> {
    const documents = history.at(-1) ?? [];
    analysis = analyze(documents, environment, cache);
    const base = 'file:///examples';
    await send({
      type: 'model',
      model: getPanelModel(analysis, { base, scope: 'examples', formats: [] }),
    });
  }

  async function answer(message: FromPanel): Promise<void> {
    if (message.type === 'whatIf') {
      const whatIf = getPanelWhatIf(analysis, message.deploymentId, message.inputs, cache);
      await send({ type: 'whatIf', ask: message.ask, whatIf });
    }
    if (message.type !== 'writeWhatIf') return;
    const { deploymentId, inputs, place } = message;
    const written = whatIfEdits(analysis, deploymentId, inputs, place, cache);
    if ('refused' in written) {
      await send({ type: 'whatIfWritten', deploymentId, ids: [], refused: written.refused });
      return;
    }
    history.push(withEdits(history.at(-1) ?? [], written.edits));
    await send({ type: 'whatIfWritten', deploymentId, ids: [...written.ids], refused: null });
    await report();
  }

  async function listen(): Promise<void> {
    while (!isStopped) {
      const all = await sent();
      for (const message of all.slice(answered)) await answer(message);
      answered = all.length;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  await report();
  // The page may be closed between two looks: then the test is over.
  const listening = listen().catch(() => undefined);
  return {
    documents: () => history.at(-1) ?? [],
    analysis: () => analysis,
    undo: async () => {
      history.pop();
      await report();
    },
    stop: () => {
      isStopped = true;
      void listening;
    },
  };
}
