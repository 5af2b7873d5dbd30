import * as vscode from 'vscode';
import { assumptionsFileNames } from '../core/cheapLook.ts';
import { getCompletions } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { fromPosition, toCompletionItem } from './convert.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isSchemaElsewhere } from './schemaElsewhere.ts';
import { isEnabled } from './settings.ts';

const assumptionsFiles: vscode.DocumentSelector = assumptionsFileNames.map((name) => ({
  pattern: `**/${name}`,
}));

/** Keys, words and names while `.servingcost.yaml` is typed; it need not be readable. */
export function registerCompletion(store: AnalysisStore, output: Output): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position, token) =>
      guarded(output, 'completion', async () => {
        if (!isEnabled('completion', document.uri)) return null;
        const analysis = await store.current(document);
        if (analysis === null || token.isCancellationRequested) return null;
        return getCompletions(analysis, document.uri.toString(), fromPosition(position), {
          schemaElsewhere: isSchemaElsewhere(),
        }).map(toCompletionItem);
      }),
  };
  return vscode.languages.registerCompletionItemProvider(
    assumptionsFiles,
    provider,
    ' ',
    '-',
    '{',
    '[',
  );
}
