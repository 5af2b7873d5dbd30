import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalysisCache } from '../src/core/analysis/cache.ts';
import { analyze } from '../src/core/analyze.ts';
import type { SourceDocument } from '../src/core/model/document.ts';
import { changedLines } from '../src/core/review/changedLines.ts';
import { renderReview } from '../src/core/review/renderReview.ts';
import { getReview } from '../src/core/review/review.ts';
import { snapshotOf } from '../src/core/review/snapshotOf.ts';
import { catalog } from './fit/catalog.ts';
import { root } from './root.ts';

type Files = Readonly<Record<string, string>>;

const exampleOf = (file: string): string => readFileSync(join(root, 'examples', file), 'utf8');
const chat = exampleOf('llama-70b-chat/deployment.yaml');
const assumptions = `${exampleOf('llama-70b-chat/.servingcost.yaml')}
policies:
  budgets: { teams: { assistants: 150000 } }
`;

/** The repository that the page on pipelines tells of, before and after its pull request. */
export const pullRequestExample: { readonly before: Files; readonly after: Files } = {
  before: { '.servingcost.yaml': assumptions, 'deploy/chat.yaml': chat },
  after: {
    '.servingcost.yaml': assumptions,
    'deploy/chat.yaml': chat
      .replace('replicas: 3', 'replicas: 4')
      .replace('--max-model-len=16384', '--max-model-len=32768'),
    'deploy/embeddings.yaml': exampleOf('product-embeddings/deployment.yaml'),
  },
};

/** Where the example's comment links to. */
export const exampleLinks = 'https://github.com/example/serving/blob/4f1c2ab/{file}#L{line}';

/** Day of the example: no price of it depends on it. */
export const exampleDay = '2026-11-22';

const base = 'file:///serving';

/** What `diff --base main` says of it, for a terminal and as the comment. */
export function reviewExample(format: 'text' | 'markdown'): string {
  const environment = {
    catalog,
    today: exampleDay,
    currency: { code: 'USD', perUsd: 1, asOf: null },
    defaults: { provider: null, region: null, accelerator: null },
    levels: {},
    assumptions: null,
  };
  const cache = createAnalysisCache();
  const [before, after] = [pullRequestExample.before, pullRequestExample.after].map(documentsOf);
  if (before === undefined || after === undefined) throw new Error('an example of nothing');
  const snapshot = (documents: readonly SourceDocument[]) =>
    snapshotOf(analyze(documents, environment, cache), base);
  const review = getReview(
    { name: 'main', snapshot: snapshot(before) },
    { name: 'work tree', snapshot: snapshot(after) },
    changedLines({ before, after }, environment, { base, most: 200 }, cache),
  );
  return renderReview(review, format, { links: exampleLinks });
}

function documentsOf(files: Files): readonly SourceDocument[] {
  return Object.entries(files).map(([path, text]) => ({
    uri: `${base}/${path}`,
    version: 0,
    text,
  }));
}
