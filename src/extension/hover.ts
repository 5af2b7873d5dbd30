import * as vscode from 'vscode';
import { commandIds, getHover } from '../core/index.ts';
import { fromPosition, toHover } from './convert.ts';
import { servingSelector } from './documents.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isSchemaElsewhere } from './schemaElsewhere.ts';
import { isEnabled } from './settings.ts';

/** The breakdown of a deployment where the pointer rests on a value that decides its cost, facts on names, keys of assumptions. */
export function registerHover(views: FileViews, output: Output): vscode.Disposable {
  return vscode.languages.registerHoverProvider(servingSelector, {
    provideHover: (document, position, token) =>
      guarded(output, 'hover', async () => {
        if (!isEnabled('hover', document.uri)) return null;
        const view = await views.of(document);
        if (view === null || token.isCancellationRequested) return null;
        const hover = getHover(view.settled, document.uri.toString(), fromPosition(position), {
          schemaElsewhere: isSchemaElsewhere(),
        });
        return hover === null ? null : toHover(hover, Object.values(commandIds));
      }),
  });
}
