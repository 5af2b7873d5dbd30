declare const markup: unique symbol;

/** Finished XML. Only this module makes it, so that no text of a config gets in without being escaped. */
export interface Xml {
  readonly [markup]: true;
  readonly text: string;
}

/** An element on lines of its own, or on one line when it holds text alone; attributes that are null are left out. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  ...content: readonly (string | Xml)[]
): Xml {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : ` ${key}="${escapeXml(String(value))}"`))
    .join('');
  if (content.length === 0) return asXml(`<${name}${written}/>`);
  const inner = content.map((part) => (typeof part === 'string' ? escapeXml(part) : part.text));
  return asXml(
    content.every((part) => typeof part === 'string')
      ? `<${name}${written}>${inner.join('')}</${name}>`
      : `<${name}${written}>\n${inner.map(indented).join('\n')}\n</${name}>`,
  );
}

export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.text}\n`;
}

const asXml = (text: string): Xml => ({ text }) as Xml;

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

/** What no XML 1.0 document may hold, escaped or not (www.w3.org/TR/xml/#charsets). */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Line breaks are kept in text by a reader, and in attributes only as references. */
function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
