import type { PanelCompare } from '../src/core/report/panelCompareSchema.ts';
import type { PanelDetails } from '../src/core/report/panelDetailsSchema.ts';
import type { PanelHistory } from '../src/core/report/panelHistorySchema.ts';
import type { PanelReview } from '../src/core/report/panelReviewSchema.ts';
import type { PanelModel } from '../src/core/report/panelSchema.ts';
import type { FromPanel, ToPanel } from '../src/core/report/protocol.ts';
import type { PanelTrend } from '../src/core/report/panelTrendSchema.ts';
import { element } from './dom.ts';
import type { Host } from './host.ts';
import { pages, shownPage, type PageDefinition } from './pages.ts';
import { reconcile } from './reconcile.ts';
import { createSlot, type Slot } from './slots.ts';
import type { State } from './state.ts';
import { createAsking } from './whatIf/asking.ts';
import { withInputs } from './whatIf/inputs.ts';
import type { PanelWhatIf } from '../src/core/report/whatIf/panelWhatIfSchema.ts';
import type { JointSaving, ViewContext } from './view.ts';
import { headerView } from './views/header.ts';
import { navView } from './views/nav.ts';
import { silenceView } from './views/silence.ts';

export interface Page {
  /** False until the first report has come. */
  hasReport(): boolean;
  /** What the report is to be narrowed to. */
  filter(): State['filter'];
  receive(message: Told): void;
  /** Whether the extension answers. */
  setAnswered(is: boolean): void;
}

/** What the extension tells of the report. */
type Told = Exclude<ToPanel, { type: 'pong' }>;

/** The report in `parent`. Owns what the person chose; the extension owns the numbers. */
export function createPage(parent: HTMLElement, host: Host): Page {
  let model: PanelModel | null = null;
  let state = host.load();
  let joint: JointSaving | null = null;
  let details: PanelDetails | null = null;
  let whatIf: PanelWhatIf | null = null;
  let whatIfRefused: string | null = null;
  const asking = createAsking(host.send);
  let trend: PanelTrend | null = null;
  let review: PanelReview | null = null;
  let history: PanelHistory | null | undefined;
  let compared: PanelCompare | null = null;
  let refused: ViewContext['refused'] = null;
  let assumeRefused: ViewContext['assumeRefused'] = null;
  let isAnswered = true;
  let shown: { readonly page: PageDefinition; readonly slots: readonly Slot[] } | null = null;

  const frame = [headerView, silenceView, navView(pages, pageOf)].map(createSlot);
  const header = element('header', {}, ...frame.map((slot) => slot.element));
  const main = element('main');
  main.append(element('p', { class: 'note waiting' }, 'Reading the configs…'));
  parent.append(header, main);
  // Not with every pixel: only where the person came to rest.
  document.addEventListener('scrollend', () => {
    if (shown === null || Math.round(window.scrollY) === state.scrolled) return;
    state = { ...state, scrolled: Math.round(window.scrollY) };
    host.save(state);
  });

  function pageOf({ model: { deployments }, state: { page } }: ViewContext): PageDefinition {
    return shownPage(page, deployments.length > 0);
  }

  function draw(): void {
    if (model === null) return;
    const context: ViewContext = {
      isAnswered,
      model,
      state,
      joint,
      details: details?.deploymentId === state.deploymentId ? details : null,
      whatIf: whatIf?.deploymentId === state.deploymentId ? whatIf : null,
      whatIfRefused,
      trend,
      review,
      history,
      compared,
      refused,
      assumeRefused,
      update,
      send,
    };
    const page = pageOf(context);
    const before = shown;
    if (before?.page !== page) shown = { page, slots: build(page) };
    for (const slot of [...frame, ...(shown?.slots ?? [])]) slot.draw(context);
    if (before?.page !== page) enter(before === null);
  }

  /** Empty slots of the page, in the place of those of the page before. */
  function build({ id, areas }: PageDefinition): readonly Slot[] {
    main.dataset.page = id;
    const built = areas.map(({ name, views }) => ({ name, slots: views.map(createSlot) }));
    main.replaceChildren(
      ...built.map(({ name, slots }) =>
        element('div', { class: name }, ...slots.map((slot) => slot.element)),
      ),
    );
    return built.flatMap(({ slots }) => slots);
  }

  /** Who comes back after a reload finds the place again; a page that is turned to begins at its top. */
  function enter(isFirst: boolean): void {
    window.scrollTo({ top: isFirst ? state.scrolled : 0, behavior: 'instant' });
    if (isFirst || document.activeElement !== document.body) return;
    // What was pressed is gone with the page before: reading goes on at the heading.
    const heading = main.querySelector<HTMLElement>('h2');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  function update(change: Partial<State>): void {
    if (change.whatIf !== undefined && change.whatIf !== state.whatIf) whatIfRefused = null;
    state = { ...state, ...change };
    host.save(state);
    // The figure of the choice before stays for the moment until the answer comes: no flicker.
    if (state.chosen.length === 0) joint = null;
    draw();
  }

  function send(message: FromPanel): void {
    if (message.type === 'whatIf') asking.ask(message);
    else host.send(message);
  }

  /** What is in the files now is no change any more. */
  function forget({ deploymentId, ids }: Extract<ToPanel, { type: 'whatIfWritten' }>): void {
    const inputs = Object.entries(state.whatIf[deploymentId] ?? {}).filter(
      ([id]) => !ids.some((written) => written === id),
    );
    update(withInputs(state, Object.fromEntries(inputs), deploymentId));
  }

  /** Links lead here; what they lead to may be gone by now. */
  function turnTo({ page, deploymentId }: Extract<ToPanel, { type: 'focus' }>): void {
    const wanted = { ...state, page, deploymentId: deploymentId ?? state.deploymentId };
    update(model === null ? wanted : reconcile(wanted, model));
  }

  function receive(message: Told): void {
    switch (message.type) {
      case 'assumeRefused':
        assumeRefused = message;
        break;
      case 'model':
        assumeRefused = null;
        model = message.model;
        asking.restart();
        update(reconcile(state, model));
        return;
      case 'focus':
        turnTo(message);
        return;
      case 'details':
        details = message.details;
        break;
      case 'review':
        review = message.review;
        break;
      case 'history':
        history = message.history;
        break;
      case 'trend':
        trend = message.trend;
        break;
      case 'compared':
        compared = message.compared;
        refused = null;
        break;
      case 'instanceRefused':
        refused = message;
        break;
      case 'priced':
        // An answer to an older choice says nothing about this one.
        if (message.fixIds.join() !== state.chosen.join()) return;
        joint = { saving: message.saving, refused: message.refused };
        break;
      case 'whatIf':
        // An answer to an older question says nothing about this one.
        if (!asking.answered(message.ask)) return;
        whatIf = message.whatIf;
        break;
      case 'whatIfWritten':
        forget(message);
        whatIfRefused = message.refused;
        break;
    }
    draw();
  }

  function setAnswered(is: boolean): void {
    isAnswered = is;
    draw();
  }

  return { hasReport: () => model !== null, filter: () => state.filter, receive, setAnswered };
}
