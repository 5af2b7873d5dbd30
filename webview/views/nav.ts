import type { PanelPageId } from '../../src/core/report/panelPages.ts';
import { element } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { labelled } from './selector.ts';

/** What the navigation knows of a page. */
interface Destination {
  readonly id: PanelPageId;
  readonly title: string;
  readonly isAboutDeployment: boolean;
}

/** Leads to the pages and, on those about one deployment, from one deployment to the next. */
export function navView(
  destinations: readonly Destination[],
  shown: (context: ViewContext) => Destination,
): View {
  return {
    id: 'nav',
    depends: (context) => [
      shown(context).id,
      context.state.deploymentId,
      context.review !== null,
      context.history != null,
      context.model.deployments.map(({ id, name }) => [id, name]),
    ],
    render: (context) => {
      const current = shown(context);
      if (context.model.deployments.length === 0 && current.id === 'overview') return [];
      return [
        element(
          'nav',
          { attributes: { 'aria-label': 'Pages' } },
          ...destinations.filter(isThere(context, current)).map(({ id, title }) =>
            element(
              'button',
              {
                key: `page:${id}`,
                attributes: {
                  type: 'button',
                  'aria-current': id === current.id ? 'page' : null,
                },
                on: {
                  click: () => {
                    context.update({ page: id });
                  },
                },
              },
              title,
            ),
          ),
        ),
        current.isAboutDeployment ? selector(context) : null,
      ];
    },
  };
}

/**
 * The page of the review is there while something is reviewed, that of the history where there is one, and each for who is on
 * it. Pages on what is deployed need something that is.
 */
function isThere(
  { model, review, history }: ViewContext,
  current: Destination,
): (one: Destination) => boolean {
  return ({ id }) => {
    if (id === current.id || id === 'overview') return true;
    if (id === 'history') return history != null;
    return model.deployments.length > 0 && (id !== 'review' || review !== null);
  };
}

/** Which deployment the page is about. */
function selector({ model, state, update }: ViewContext): HTMLElement {
  return labelled({
    key: 'deploymentSelector',
    label: 'Deployment',
    chosen: state.deploymentId,
    options: model.deployments.map(({ id, name, place }) => ({
      value: id,
      // Two files may name their deployments alike.
      text: model.deployments.some((other) => other.name === name && other.id !== id)
        ? `${name} (${place.label})`
        : name,
    })),
    choose: (deploymentId) => {
      update({ deploymentId });
    },
  });
}
