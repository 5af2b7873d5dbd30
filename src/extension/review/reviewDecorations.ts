import * as vscode from 'vscode';
import { formatMonthlyDifference, relativePath } from '../../core/index.ts';
import type { AnalysisStore } from '../analysisStore.ts';
import { guarded } from '../guard.ts';
import type { Output } from '../output.ts';
import { scopeOf } from '../scope.ts';
import type { Reviews } from './reviews.ts';

/** Typing pauses for this long before lines are priced one by one. Milliseconds. */
const pause = 400;

/** Behind the edited lines that moved the total: by how much. Quiet: the colour of lenses, and nothing in the gutter. */
export function registerReviewDecorations(
  reviews: Reviews,
  store: AnalysisStore,
  output: Output,
): vscode.Disposable {
  const type = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
      margin: '0 1ch 0 2ch',
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function draw(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const { version } = document;
    const analysis = reviews.chosen === null ? null : await store.current(document);
    const reviewed =
      analysis === null ? null : await reviews.of(analysis, scopeOf(document.uri), true);
    // A later text is drawn by itself.
    if (document.version !== version) return;
    if (analysis === null || reviewed === null) {
      editor.setDecorations(type, []);
      return;
    }
    const { review, base } = reviewed;
    const own = relativePath(document.uri.toString(), base);
    const currency = { code: review.currency, perUsd: 1, asOf: null };
    editor.setDecorations(
      type,
      (review.lines ?? [])
        .filter(({ file, line }) => file === own && line <= document.lineCount)
        .map(({ line, delta }) => ({
          range: document.lineAt(line - 1).range,
          renderOptions: {
            after: {
              contentText: `${formatMonthlyDifference(delta, currency)} since ${review.base.name}`,
            },
          },
        })),
    );
  }

  function drawSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const editor of vscode.window.visibleTextEditors) {
        void guarded(output, 'review decorations', async () => {
          await draw(editor);
          return null;
        });
      }
    }, pause);
  }

  const whileOn = (): void => {
    if (reviews.chosen !== null) drawSoon();
  };
  whileOn();
  return vscode.Disposable.from(
    type,
    reviews.onDidChange(drawSoon),
    store.onDidChange(whileOn),
    vscode.window.onDidChangeVisibleTextEditors(whileOn),
    {
      dispose: () => {
        clearTimeout(timer);
      },
    },
  );
}
