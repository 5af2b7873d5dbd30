import { formatSaving, getPanelCompare, type Analysis } from '../core/index.ts';
import type { Comparison } from '../core/compare/compare.ts';
import type { CompareQuestion } from '../core/report/panelCompareSchema.ts';
import type { ToPanel } from '../core/report/protocol.ts';
import { applyWhenSeen } from './edits.ts';
import type { Engine } from './engine.ts';
import type { Preview } from './preview.ts';

/** Answers the page that compares. */
export interface ComparePage {
  /** Posts the answer, unless another question came in the meantime. */
  ask(analysis: Analysis, question: CompareQuestion): Promise<void>;
  /** Shows the edits of a row as a diff, and applies them when the person says so; posts why there are none. */
  use(analysis: Analysis, question: CompareQuestion, key: string): Promise<void>;
}

export function createComparePage(
  { engine, preview }: { readonly engine: Engine; readonly preview: Preview },
  post: (message: ToPanel) => void,
): ComparePage {
  let asked = 0;
  /** The last answer: a row is used right after it was looked at. */
  let last: {
    readonly analysis: Analysis;
    readonly question: string;
    readonly found: Comparison;
  } | null = null;

  async function compared(
    analysis: Analysis,
    question: CompareQuestion,
  ): Promise<Comparison | null> {
    const text = JSON.stringify(question);
    if (last?.analysis === analysis && last.question === text) return last.found;
    const turn = ++asked;
    const { deploymentId, ...scope } = question;
    const found = await engine.compare(analysis, deploymentId, scope, () => turn !== asked);
    if (found === null || turn !== asked) return null;
    last = { analysis, question: text, found };
    return found;
  }

  return {
    ask: async (analysis, question) => {
      const found = await compared(analysis, question);
      const answer = found === null ? null : getPanelCompare(analysis, question, found);
      if (answer !== null) post({ type: 'compared', compared: answer });
    },
    use: async (analysis, question, key) => {
      const found = (await compared(analysis, question))?.instances;
      if (found === undefined || 'reason' in found) return;
      const row = found.rows.find((one) => one.key === key);
      if (row === undefined) return;
      const choice = engine.choose(analysis, question.deploymentId, row);
      if ('reason' in choice) {
        post({ type: 'instanceRefused', key, reason: choice.reason });
        return;
      }
      const saving = formatSaving(choice.monthlySaving, analysis.environment.currency);
      const words = [`${found.name} on ${row.instance ?? ''}: ${saving}.`, ...choice.needs];
      await applyWhenSeen(preview, analysis, choice.edits, words);
    },
  };
}
