import type { PanelFinding } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { placeLink } from './links.ts';

/** What is said of files and of several deployments together: budgets, suppressions that ended, mistakes. */
export const findingsView: View = {
  id: 'file-findings',
  depends: ({ model }) => model.findings,
  render: (context) => {
    const { findings } = context.model;
    if (findings.length === 0) return [];
    return [element('h2', {}, 'Budgets and files'), ...findingList(findings, context)];
  },
};

const levels = { error: 'Error', warning: 'Warning', information: 'Note' };

/** Findings with their places; nothing where there are none. */
export function findingList(findings: readonly PanelFinding[], context: ViewContext): Child[] {
  if (findings.length === 0) return [];
  return [
    element(
      'ul',
      { class: 'findings' },
      ...findings.map(({ level, message, place }) =>
        element(
          'li',
          { class: level },
          element('strong', {}, `${levels[level]}: `),
          `${message} `,
          placeLink(place, context),
        ),
      ),
    ),
  ];
}
