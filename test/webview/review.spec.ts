import { describe, expect, it } from 'vitest';
import { getPanelReview } from '../../src/core/review/panelReview.ts';
import { analysisAfter, reviewBase, sampleReview } from '../support/sampleReview.ts';
import { useReportPages } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();
const review = getPanelReview(sampleReview, analysisAfter, reviewBase);

describe('the review', () => {
  it('has a page while something is reviewed', async () => {
    const { page, send, turnTo } = await open();
    await send({ type: 'model', model: sampleModel });
    await page.getByRole('button', { name: 'Overview' }).waitFor();
    expect(await page.getByRole('button', { name: 'Review', exact: true }).count()).toBe(0);
    await send({ type: 'review', review });
    await turnTo('Review');
    await page.getByText(review.difference).first().waitFor();
    await send({ type: 'review', review: null });
    await page.getByText('Nothing is compared').waitFor();
  });

  it.each(['light', 'hc'] as const)(
    'has no accessibility problem in %s, down to 320 px',
    async (theme) => {
      const report = await open({ theme, width: 320 });
      await report.send({ type: 'model', model: sampleModel });
      await report.send({ type: 'review', review });
      await report.turnTo('Review');
      await report.page.getByText('Lines that moved the total').first().waitFor();
      expect(await report.accessibilityProblems()).toEqual([]);
      expect(await report.problems()).toEqual([]);
      const overflow = await report.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  it('leads to the lines, and asks for another base', async () => {
    const { page, send, turnTo, received } = await open();
    await send({ type: 'model', model: sampleModel });
    await send({ type: 'review', review });
    await turnTo('Review');
    await page
      .getByRole('button', { name: /^chat\.yaml:6/ })
      .first()
      .click();
    expect((await received('open')).uri).toBe(`${reviewBase}/chat.yaml`);
    await page.getByRole('button', { name: 'Compare with something else…' }).click();
    expect(await received('command')).toMatchObject({ command: 'reviewChanges' });
  });
});
