import type { PanelPageId } from '../src/core/report/panelPages.ts';
import type { View } from './view.ts';
import { assumptionsView } from './views/assumptions.ts';
import { checklistView } from './views/checklist.ts';
import { compareApisView } from './views/compare/apis.ts';
import { compareChartsView } from './views/compare/charts.ts';
import { compareDeploymentsView } from './views/compare/deployments.ts';
import { compareFiltersView } from './views/compare/filters.ts';
import { compareInstancesView } from './views/compare/instances.ts';
import { compareTabsView } from './views/compare/tabs.ts';
import { deploymentView } from './views/deployment.ts';
import { deploymentsView } from './views/deployments.ts';
import { emptyView } from './views/empty.ts';
import { findingsView } from './views/findings.ts';
import { groupsView } from './views/groups.ts';
import { historyView } from './views/history.ts';
import { monthView } from './views/month.ts';
import { reviewView } from './views/review.ts';
import { skippedView } from './views/skipped.ts';
import { suggestionsView } from './views/suggestions.ts';
import { suppressedView } from './views/suppressed.ts';
import { whatIfControlsView } from './whatIf/controls.ts';
import { whatIfResultView } from './whatIf/result.ts';
import { topSuggestionsView } from './views/topSuggestions.ts';
import { trendView } from './views/trend.ts';

/** Views that belong together; the style sheet knows areas by their names. */
interface Area {
  readonly name: 'top' | 'first column' | 'second column';
  readonly views: readonly View[];
}

export interface PageDefinition {
  readonly id: PanelPageId;
  readonly title: string;
  /** Whether it shows `state.deploymentId`: such pages share the deployment selector. */
  readonly isAboutDeployment: boolean;
  /** In reading order. The style sheet sets the two columns side by side where there is room. */
  readonly areas: readonly Area[];
}

/** In the order of the navigation. */
export const pages: readonly PageDefinition[] = [
  {
    id: 'overview',
    title: 'Overview',
    isAboutDeployment: false,
    areas: [
      { name: 'top', views: [monthView, emptyView] },
      { name: 'first column', views: [deploymentsView, groupsView, trendView] },
      { name: 'second column', views: [findingsView, topSuggestionsView, skippedView] },
    ],
  },
  {
    id: 'deployment',
    title: 'Deployment',
    isAboutDeployment: true,
    areas: [{ name: 'top', views: [deploymentView] }],
  },
  {
    id: 'suggestions',
    title: 'Suggestions',
    isAboutDeployment: false,
    areas: [{ name: 'top', views: [suggestionsView, suppressedView] }],
  },
  {
    id: 'whatIf',
    title: 'What if',
    isAboutDeployment: true,
    areas: [
      { name: 'first column', views: [whatIfControlsView()] },
      { name: 'second column', views: [whatIfResultView()] },
    ],
  },
  {
    id: 'compare',
    title: 'Compare',
    isAboutDeployment: true,
    areas: [
      {
        name: 'top',
        views: [
          compareTabsView,
          compareFiltersView,
          compareChartsView,
          compareInstancesView,
          compareDeploymentsView,
          compareApisView,
        ],
      },
    ],
  },
  {
    id: 'checklist',
    title: 'Checklist',
    isAboutDeployment: false,
    areas: [{ name: 'top', views: [checklistView] }],
  },
  {
    id: 'assumptions',
    title: 'Assumptions',
    isAboutDeployment: false,
    areas: [{ name: 'top', views: [assumptionsView] }],
  },
  {
    id: 'review',
    title: 'Review',
    isAboutDeployment: false,
    areas: [{ name: 'top', views: [reviewView] }],
  },
  {
    id: 'history',
    title: 'History',
    isAboutDeployment: false,
    areas: [{ name: 'top', views: [historyView] }],
  },
];

/** The page that is shown: without deployments only the overview and the history have something to say. */
export function shownPage(id: PanelPageId, hasDeployments: boolean): PageDefinition {
  const [overview] = pages;
  if (overview === undefined) throw new Error('there is no page');
  const isThere = hasDeployments || id === 'history';
  return (isThere ? pages.find((page) => page.id === id) : undefined) ?? overview;
}
