import { element, type HtmlContent } from './htmlElement.ts';

/** `$1,070/mo ($840–4,200)` on two lines: the range below the figure. */
export function figureCell(text: string): HtmlContent {
  const [, figure, range] = /^(.+?) (\(.+\))$/.exec(text) ?? [];
  return figure === undefined || range === undefined
    ? text
    : [figure, ' ', element('span', { class: 'range' }, range)];
}

/** Words of ours in which names stand between backticks. */
export function withCode(text: string): HtmlContent {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}
