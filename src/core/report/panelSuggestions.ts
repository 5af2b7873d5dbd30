import { consequenceText, effectTexts } from './adviceText.ts';
import { formatSaving } from './format.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelSuggestion } from './panelSchema.ts';

/**
 * The preferred fix of every finding, largest saving first. Which accelerator to choose is a question of its own, with
 * its own table.
 */
export function panelSuggestions(context: PanelContext): readonly PanelSuggestion[] {
  const { deployments, environment } = context.analysis;
  return deployments
    .flatMap(({ deployment, findings }) =>
      findings.flatMap(({ code, fixes, message, tradeOffs, consequence, uri, span }) => {
        const fix = code === 'unknown-accelerator' ? undefined : fixes[0];
        if (fix === undefined) return [];
        return [
          {
            id: fix.id,
            deploymentId: deployment.id,
            deployment: deployment.name,
            title: fix.title,
            saving: {
              text: formatSaving(fix.monthlySaving, environment.currency),
              value: fix.monthlySaving,
            },
            why: message,
            tradeOffs: [
              ...tradeOffs,
              ...[effectTexts(fix.effect).join(', ')].filter((text) => text !== ''),
              ...(consequence === null ? [] : [consequenceText(consequence)]),
            ],
            needs: fix.needs,
            safe: fix.safe,
            place: context.place(uri, span),
          },
        ];
      }),
    )
    .sort((a, b) => (b.saving.value ?? -Infinity) - (a.saving.value ?? -Infinity));
}
