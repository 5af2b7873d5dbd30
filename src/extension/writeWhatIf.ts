import type { Analysis } from '../core/index.ts';
import type { FromPanel, ToPanel } from '../core/report/protocol.ts';
import { applyForPerson } from './edits.ts';
import type { Engine } from './engine.ts';
import type { Preview } from './preview.ts';

type Wish = Extract<FromPanel, { type: 'writeWhatIf' | 'previewWhatIf' }>;

/** Writes a what-if as one edit that one undo takes back, or shows it; null where there is nothing to answer. */
export async function writeWhatIf(
  { type, deploymentId, inputs, place }: Wish,
  analysis: Analysis,
  { engine, preview }: { readonly engine: Engine; readonly preview: Preview },
): Promise<ToPanel | null> {
  const written = engine.whatIfEdits(analysis, deploymentId, inputs, place);
  const answer = { type: 'whatIfWritten', deploymentId } as const;
  if ('refused' in written) return { ...answer, ids: [], refused: written.refused };
  if (type === 'previewWhatIf') {
    await preview.show(analysis, written.edits);
    return null;
  }
  const isApplied = await applyForPerson(analysis, written.edits);
  return isApplied ? { ...answer, ids: written.ids, refused: null } : null;
}
