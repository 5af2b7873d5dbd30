import { csvText, type Cell } from '../report/csvText.ts';
import type { Paint } from '../report/text.ts';
import type { Review, ReviewedDeployment } from './reviewModel.ts';
import { renderReviewHtml } from './reviewHtml.ts';
import { notHeld, type HeldReview } from './heldReview.ts';
import { renderReviewJunit } from './reviewJunit.ts';
import { renderReviewMarkdown } from './reviewMarkdown.ts';
import { renderReviewText } from './reviewText.ts';

/** Formats a review can be had in by itself; `sarif` needs the report after the change as well. */
type ReviewFormat = 'text' | 'markdown' | 'json' | 'csv' | 'html' | 'junit';

export interface RenderReviewOptions {
  /** For `text`; plain when absent. */
  readonly paint?: Paint | undefined;
  /** For `markdown`: the URL of a line of a file, with `{file}` and `{line}`; relative to the repository when absent. */
  readonly links?: string | undefined;
  /** What says why the change is refused stands in what people read, and in `junit`. */
  readonly held?: HeldReview;
}

/** The review in one of its formats; ends with a line break. */
export function renderReview(
  review: Review,
  format: ReviewFormat,
  { paint, links, held = notHeld }: RenderReviewOptions = {},
): string {
  switch (format) {
    case 'text':
      return renderReviewText(review, held, paint);
    case 'markdown':
      return renderReviewMarkdown(review, held, links);
    case 'json':
      return `${JSON.stringify(review, null, 2)}\n`;
    case 'html':
      return renderReviewHtml(review, held);
    case 'junit':
      return renderReviewJunit(review, held);
    case 'csv':
      return csvText([
        Object.keys(columns),
        ...review.deployments.map((one) => Object.values(columns).map((cell) => cell(one, review))),
      ]);
  }
}

const columns: Readonly<Record<string, (one: ReviewedDeployment, review: Review) => Cell>> = {
  name: ({ name }) => name,
  file: ({ file }) => file,
  line: ({ line }) => line,
  change: ({ change }) => change,
  renamed_from: ({ renamedFrom }) => renamedFrom?.id ?? null,
  team: ({ team }) => team,
  environment: ({ environment }) => environment,
  before: ({ before }) => before,
  after: ({ after }) => after,
  delta: ({ delta }) => delta,
  cause: ({ cause }) => cause,
  from_prices: ({ fromPrices }) => fromPrices,
  per_million_tokens_before: ({ unit }) => unit.perMillionTokens.before,
  per_million_tokens_after: ({ unit }) => unit.perMillionTokens.after,
  ttft_ms_before: ({ performance }) => performance.ttftMs.before,
  ttft_ms_after: ({ performance }) => performance.ttftMs.after,
  fits_before: ({ fits }) => fits.before,
  fits_after: ({ fits }) => fits.after,
  currency: (_one, { currency }) => currency,
  base: (_one, { base }) => base.name,
  head: (_one, { head }) => head.name,
};
