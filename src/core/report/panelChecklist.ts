import { answeredChecklist } from './checklist/checklist.ts';
import { checklistTotal, countsOf, countsText } from './checklistReport.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelChecklist } from './panelSchema.ts';

/** The checklist with its places; null without deployments. */
export function panelChecklist(context: PanelContext): PanelChecklist | null {
  if (context.analysis.deployments.length === 0) return null;
  const items = answeredChecklist(context.analysis).map((item) => ({
    item,
    counts: countsOf(item),
  }));
  return {
    total: checklistTotal(items.map(({ counts }) => counts)),
    items: items.map(({ item, counts }) => ({
      id: item.id,
      title: item.title,
      counts: countsText(counts),
      missing: counts.missing,
      answers: item.answers.map(({ name, status, note, place }) => ({
        name,
        status,
        note,
        place: context.place(place.uri, place.span),
      })),
    })),
  };
}
