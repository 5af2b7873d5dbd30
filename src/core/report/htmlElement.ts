import { visibleText } from '../text/visibleText.ts';

declare const markup: unique symbol;

/** Finished HTML. Only this module makes it, so that no text of a config gets in without being escaped. */
export interface Html {
  readonly [markup]: true;
  readonly text: string;
}

/** Text, finished HTML, or a list of them. */
export type HtmlContent = string | Html | readonly HtmlContent[];

const voidElements = new Set(['meta', 'br']);

const asHtml = (text: string): Html => ({ text }) as Html;

/** An element: `element('td', { class: 'number' }, '$5,970')`. Attribute values and text are escaped. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly HtmlContent[]
): Html {
  const start = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
  if (voidElements.has(name)) return asHtml(`<${name}${start}>`);
  return asHtml(`<${name}${start}>${contentText(content)}</${name}>`);
}

/** A style sheet of our own: the one content that is not escaped. */
export function styleElement(css: string): Html {
  return asHtml(`<style>${css}</style>`);
}

function contentText(content: HtmlContent): string {
  if (typeof content === 'string') return escapeHtml(content);
  return 'text' in content ? content.text : content.map(contentText).join('');
}

function escapeHtml(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
