import type { PanelDetails } from '../src/core/report/panelDetailsSchema.ts';
import type { PanelModel } from '../src/core/report/panelSchema.ts';
import type { ToPanel } from '../src/core/report/protocol.ts';
import { element, replaceContent } from './dom.ts';
import type { Host } from './host.ts';
import type { State } from './state.ts';
import type { JointSaving, View, ViewContext } from './view.ts';
import { assumptionsView } from './views/assumptions.ts';
import { checklistView } from './views/checklist.ts';
import { deploymentView } from './views/deployment.ts';
import { deploymentsView } from './views/deployments.ts';
import { emptyView } from './views/empty.ts';
import { findingsView } from './views/findings.ts';
import { groupsView } from './views/groups.ts';
import { headerView } from './views/header.ts';
import { monthView } from './views/month.ts';
import { skippedView } from './views/skipped.ts';
import { suggestionsView } from './views/suggestions.ts';
import { suppressedView } from './views/suppressed.ts';

/** In reading order. The style sheet sets the two columns side by side where there is room. */
const areas: readonly { readonly name: string; readonly views: readonly View[] }[] = [
  { name: 'top', views: [headerView, monthView, emptyView] },
  { name: 'first column', views: [deploymentsView, groupsView, deploymentView] },
  {
    name: 'second column',
    views: [
      findingsView,
      suggestionsView,
      checklistView,
      assumptionsView,
      suppressedView,
      skippedView,
    ],
  },
];

export interface Page {
  /** False until the first report has come. */
  hasReport(): boolean;
  receive(message: ToPanel): void;
}

/** The report page in `parent`. Owns what the person chose; the extension owns the numbers. */
export function createPage(parent: HTMLElement, host: Host): Page {
  let model: PanelModel | null = null;
  let state = host.load();
  let joint: JointSaving | null = null;
  let details: PanelDetails | null = null;

  const main = element('main');
  const slots = areas.flatMap(({ name, views }) => {
    const area = element('div', { class: name });
    main.append(area);
    return views.map((view) => {
      const section = element('section', {
        class: `view ${view.id}`,
        attributes: { hidden: true },
      });
      area.append(section);
      return { view, section, drawn: '' };
    });
  });
  const waiting = element('p', { class: 'note waiting' }, 'Reading the configs…');
  main.append(waiting);
  parent.append(main);

  function draw(): void {
    if (model === null) return;
    waiting.remove();
    const context: ViewContext = {
      model,
      state,
      joint,
      details: details?.deploymentId === state.deploymentId ? details : null,
      update,
      send: host.send,
    };
    for (const slot of slots) {
      const depends = JSON.stringify(slot.view.depends(context));
      if (depends === slot.drawn) continue;
      slot.drawn = depends;
      const content = slot.view.render(context);
      slot.section.hidden = content.length === 0;
      replaceContent(slot.section, content);
    }
  }

  function update(change: Partial<State>): void {
    const before = state;
    state = { ...state, ...change };
    host.save(state);
    if (state.chosen !== before.chosen) priceChosen();
    if (state.deploymentId !== before.deploymentId) lookClosely();
    draw();
  }

  function priceChosen(): void {
    // The figure of the choice before stays for the moment until the answer comes: no flicker.
    if (state.chosen.length === 0) joint = null;
    else host.send({ type: 'price', fixIds: state.chosen });
  }

  function lookClosely(): void {
    const { deploymentId } = state;
    if (deploymentId !== null) host.send({ type: 'details', deploymentId });
  }

  function receive(message: ToPanel): void {
    switch (message.type) {
      case 'model':
        model = message.model;
        state = reconcile(state, model);
        host.save(state);
        priceChosen();
        lookClosely();
        break;
      case 'focus':
        update({ deploymentId: message.deploymentId });
        main.querySelector('.deployment')?.scrollIntoView({ block: 'nearest' });
        return;
      case 'details':
        details = message.details;
        break;
      case 'priced':
        // An answer to an older choice says nothing about this one.
        if (message.fixIds.join() !== state.chosen.join()) return;
        joint = { saving: message.saving, refused: message.refused };
        break;
    }
    draw();
  }

  return { hasReport: () => model !== null, receive };
}

/** Forgets choices that the new report no longer has. */
function reconcile(state: State, model: PanelModel): State {
  const fixes = new Set(model.suggestions.map(({ id }) => id));
  const categories = model.month?.categories.map(({ id }) => id) ?? [];
  // A report on a single deployment begins with its details.
  const isNew = state.scopeUri !== model.scopeUri;
  const only = model.deployments.length === 1 ? (model.deployments[0]?.id ?? null) : null;
  const isThere = model.deployments.some(({ id }) => id === state.deploymentId);
  return {
    ...state,
    scopeUri: model.scopeUri,
    chosen: state.chosen.filter((id) => fixes.has(id)),
    deploymentId: isThere ? state.deploymentId : isNew ? only : null,
    category:
      state.category !== null && categories.includes(state.category) ? state.category : null,
  };
}
