import { expect, test } from 'vitest';
import { panelReviewSchema } from '../../../src/core/report/panelReviewSchema.ts';
import { getPanelReview } from '../../../src/core/review/panelReview.ts';
import { renderReview } from '../../../src/core/review/renderReview.ts';
import { getReviewLenses } from '../../../src/core/review/reviewLens.ts';
import { analysisAfter, reviewBase, sampleReview } from '../../support/sampleReview.ts';

const titles = (file: string): (string | undefined)[] =>
  getReviewLenses(sampleReview, analysisAfter, `${reviewBase}/${file}`, reviewBase).map(
    ({ command }) => command?.title,
  );

test('a lens says how the month moved, and what is new', () => {
  expect(titles('chat.yaml')).toEqual([
    expect.stringMatching(/^\+\$[\d,]+\/mo \(\+\d+%\) since main$/),
  ]);
  expect(titles('new.yaml')).toEqual(['new since main']);
  expect(titles('none.yaml')).toEqual([]);
});

test('the panel tells what the command line tells', () => {
  const panel = getPanelReview(sampleReview, analysisAfter, reviewBase);
  expect(panelReviewSchema.safeParse(panel).error).toBeUndefined();
  const text = renderReview(sampleReview, 'text');
  expect(text).toContain(panel.difference);
  for (const { name, difference } of panel.deployments) {
    expect(text).toContain(name);
    expect(text).toContain(difference.text);
  }
  const removed = panel.deployments.filter(({ change }) => change === 'removed');
  expect(removed.map(({ place }) => place)).toEqual([null, null]);
  const chat = panel.lines.find(({ label }) => label.startsWith('chat.yaml'));
  expect(chat).toMatchObject({ text: 'replicas: 5', edit: '+1 −1 lines' });
  expect(chat?.place?.uri).toBe(`${reviewBase}/chat.yaml`);
});

test('text of configs is inert in the comment', () => {
  const hostile = {
    ...sampleReview,
    base: { ...sampleReview.base, name: '<img src=x>|[a](b)@all' },
  };
  const markdown = renderReview(hostile, 'markdown');
  expect(markdown).not.toContain('<img');
  expect(markdown).not.toMatch(/(?<!\\)\[a\]\(b\)/);
  expect(markdown).not.toContain('@all');
});

test('text of configs is text on the page of a review, too', () => {
  const named = (name: string): string =>
    renderReview(
      {
        ...sampleReview,
        base: { ...sampleReview.base, name },
        deployments: sampleReview.deployments.map((one) => ({ ...one, name, file: name })),
      },
      'html',
    );
  const hostile = named(`"><script>alert(1)</script><a href='javascript:x'>`);
  const tags = (html: string) => html.match(/<[^>]*>/g);
  expect(tags(hostile)).toEqual(tags(named('x')));
  expect(hostile).not.toMatch(/<(script|link|img|iframe)\b/i);
});
