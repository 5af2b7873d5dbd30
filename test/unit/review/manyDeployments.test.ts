import { expect, test } from 'vitest';
import { renderReview } from '../../../src/core/review/renderReview.ts';
import type { Review, ReviewedDeployment } from '../../../src/core/review/reviewModel.ts';
import { sampleReview } from '../../support/sampleReview.ts';

const [chat] = sampleReview.deployments.filter(({ change }) => change === 'changed');
if (chat === undefined) throw new Error('the sample has no changed deployment');

const reviewOf = (deployments: readonly ReviewedDeployment[]): Review => ({
  ...sampleReview,
  deployments,
});

test('deployments of one name are told apart by their files', () => {
  const twice = ['a', 'b'].map((folder) => ({ ...chat, file: `${folder}/chat.yaml` }));
  const markdown = renderReview(reviewOf([...twice, { ...chat, name: 'alone' }]), 'markdown');
  expect(markdown).toContain('[chat](a/chat.yaml#L4)<br>a/chat.yaml |');
  expect(markdown).toContain('[chat](b/chat.yaml#L4)<br>b/chat.yaml |');
  expect(markdown).toContain('[alone](chat.yaml#L4) |');
});

test('a comment on many deployments and findings shows the first of them, and the rest on a click', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({ ...chat, name: `chat-${index}` }));
  const [finding] = sampleReview.findings.introduced;
  if (finding === undefined) throw new Error('the sample has no new finding');
  const findings = { introduced: Array.from({ length: 50 }, () => finding), resolved: [] };
  const markdown = renderReview({ ...reviewOf(many), findings }, 'markdown');
  const [seen = ''] = markdown.split('<details><summary>30 more</summary>');
  expect(seen.match(/^\| \[chat-/gm)).toHaveLength(20);
  expect(markdown.match(/^\| \[chat-/gm)).toHaveLength(50);
  expect(markdown.match(/<summary>30 more</g)).toHaveLength(2);
  expect(markdown.match(/<details>/g)).toHaveLength(markdown.match(/<\/details>/g)?.length ?? 0);
});

test('where a part has no price, what was edited is not said to make no difference', () => {
  const unpriced = { ...chat, before: 25, after: 25, delta: 0, lowerBound: true };
  for (const format of ['text', 'markdown', 'html', 'junit'] as const) {
    expect(renderReview(reviewOf([unpriced]), format), format).toContain('no known difference');
  }
  const markdown = renderReview(reviewOf([unpriced]), 'markdown');
  expect(markdown).toContain('| ≥ \\$25/mo | ≥ \\$25/mo | **no known difference** |');
  const moved = renderReview(reviewOf([{ ...unpriced, changed: [] }]), 'markdown');
  expect(moved).toContain('**no difference**');
});
