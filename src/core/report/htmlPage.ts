import { element, styleElement, type HtmlContent } from './htmlElement.ts';
import { htmlStyle } from './htmlStyle.ts';

/** One file without scripts or anything to load; made to be read, mailed and printed. */
export function htmlPage(title: string, ...content: readonly HtmlContent[]): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', {
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    element('meta', { name: 'viewport', content: 'width=device-width' }),
    element('title', {}, title),
    styleElement(htmlStyle),
  );
  const body = element('body', {}, element('main', {}, element('h1', {}, title), content));
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, body).text}\n`;
}
