import { expect, it } from 'vitest';
import { useReportPages } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();

/** What a config may have for a name, a value or a reason. */
const attacks = [
  '<a href="command:workbench.action.terminal.new">run</a>',
  '[run](command:workbench.action.terminal.new)',
  'https://evil.example/?q=<svg onload=fetch("https://evil.example")>',
  'javascript:document.title="owned"',
  '"><style>*{display:none}</style><iframe src="https://evil.example">',
  '\u202E$1 /mo\u202C\u2066',
  '${7*7}{{7*7}}',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
];

/** The value with every text in it replaced, but for words that choose how something is drawn. */
function filled(value: unknown, attack: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, attack, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([each, inner]) => [each, filled(inner, attack, each)]),
    );
  }
  const isText =
    typeof value === 'string' && ['name', 'message', 'reason', 'formula', 'title'].includes(key);
  return isText ? attack : value;
}

it.each(attacks)('keeps links, commands and marks of direction inert: %j', async (attack) => {
  const report = await open();
  await report.received('ready');
  const model = filled(sampleModel, attack) as typeof sampleModel;
  await report.send({ type: 'model', model });
  await report.page.getByRole('heading', { name: /^Deployments/ }).waitFor();
  const found = await report.page.evaluate(() => ({
    title: document.title,
    turned: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent),
    active: document.querySelectorAll(
      'main iframe, main script, main style, main meta, main img, main object, [href^="command:"], [href^="javascript:"], [href*="evil.example"]',
    ).length,
    handlers: [...document.querySelectorAll('*')].filter((one) =>
      one.getAttributeNames().some((name) => name.startsWith('on')),
    ).length,
  }));
  expect(found).toEqual({ title: 'Serving Cost', turned: false, active: 0, handlers: 0 });
  expect(await report.problems()).toEqual([]);
});
