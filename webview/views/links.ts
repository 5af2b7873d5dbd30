import type { PanelOrigin, PanelPlace } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';

/** Opens the place in the editor. */
export function placeLink(
  place: PanelPlace,
  { send }: ViewContext,
  label = place.label,
): HTMLElement {
  const { uri, start, end } = place;
  return element(
    'button',
    {
      class: 'link',
      key: `place:${uri}:${start}:${label}`,
      attributes: { type: 'button', title: `Open ${place.label}` },
      on: {
        click: () => {
          send({ type: 'open', uri, start, end });
        },
      },
    },
    ...breakable(label),
  );
}

/** The name of a deployment, which leads to its page. `key` tells the tables of a page apart. */
export function deploymentButton(
  { id, name }: { readonly id: string; readonly name: string },
  key: string,
  { update }: ViewContext,
): HTMLElement {
  return element(
    'button',
    {
      class: 'name',
      key: `${key}:${id}`,
      attributes: { type: 'button' },
      on: {
        click: () => {
          update({ page: 'deployment', deploymentId: id });
        },
      },
    },
    name,
  );
}

/** A path breaks after its slashes rather than anywhere. */
function breakable(text: string): Child[] {
  return text
    .split(/(?<=\/)/)
    .flatMap((part, index) => (index === 0 ? [part] : [element('wbr'), part]));
}

/** A list of notes, each behind the place that it is about. */
export function placedList(
  notes: readonly { readonly text: string; readonly place: PanelPlace }[],
  context: ViewContext,
): HTMLElement {
  return element(
    'ul',
    { class: 'skipped' },
    ...notes.map(({ text, place }) => element('li', {}, placeLink(place, context), ` ${text}`)),
  );
}

/** Where a value came from, as a link where there is something to open. */
export function originText(origin: PanelOrigin, context: ViewContext): Child {
  if (origin.place !== null) return placeLink(origin.place, context, origin.text);
  const title = origin.source === null ? {} : { title: origin.source };
  if (origin.url === null || !isWebAddress(origin.url)) {
    return origin.source === null
      ? origin.text
      : element('span', { attributes: title }, origin.text);
  }
  return element('a', { attributes: { href: origin.url, ...title } }, origin.text);
}

/** Only `https`: whatever else stands in the data is shown as text. */
function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
