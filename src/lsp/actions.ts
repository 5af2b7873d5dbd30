import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver';
import {
  commandIds,
  getCodeActions,
  priceFixes,
  safeFixIds,
  sourcesOf,
  toWorkspaceEdit,
  type Analysis,
} from '../core/index.ts';
import type { AnalysisCache } from '../core/analysis/cache.ts';

/** All safe fixes of a file at once, for `source.fixAll` on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.servingCost`;

/**
 * What can be done on lines of a file. Actions that need more than one answer of a person (`ignoreFinding`) are for editors
 * with an extension of ours and left out.
 */
export function actionsFor(
  analysis: Analysis,
  uri: string,
  range: Range,
  only: readonly string[] | undefined,
  cache: AnalysisCache,
): readonly CodeAction[] {
  const wants = (kind: string): boolean =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const ids = safeFixIds(analysis, uri);
  const isQuick = wants(CodeActionKind.QuickFix);
  // Only who asks for it by name gets it: otherwise it would be in every list.
  const isAskedFor = only !== undefined && wants(fixAllKind) && ids.length > 0;
  const safe = isAskedFor || (isQuick && ids.length > 1) ? priceFixes(analysis, ids, cache) : null;
  const quick = isQuick ? getCodeActions(analysis, uri, range, ids.length > 1 ? safe : null) : [];
  const all: readonly CodeAction[] =
    isAskedFor && safe !== null && safe.edits.length > 0
      ? [
          {
            title: 'Apply all safe fixes of Serving Cost',
            kind: fixAllKind,
            edit: toWorkspaceEdit(safe.edits, sourcesOf(analysis)),
          },
        ]
      : [];
  return [...quick.filter(({ command }) => command?.command !== commandIds.ignoreFinding), ...all];
}
