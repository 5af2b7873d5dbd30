import type { Analysis } from '../analysis.ts';
import { sourcesOf } from '../features/sources.ts';
import { formatMonthly, formatMonthlyDifference, shownIn, UNKNOWN } from '../report/format.ts';
import type { PanelReview } from '../report/panelReviewSchema.ts';
import type { PanelFigure, PanelPlace } from '../report/panelSchema.ts';
import { relativePath } from '../report/relativePath.ts';
import { pricesWords } from './causeWords.ts';
import type { Difference, Review, ReviewedFinding } from './reviewModel.ts';
import {
  countWords,
  detailWords,
  differenceWords,
  lineWords,
  monthWords,
  movedDeployments,
  movedWords,
  runWords,
} from './reviewWords.ts';

/** A place where there is no such file any more, or it is not among those of the analysis. */
type PlaceOf = (file: string, line: number) => PanelPlace | null;

/** The review in words for the panel; `analysis` is what there is now, `base` the folder that file names are relative to. */
export function getPanelReview(review: Review, analysis: Analysis, base: string): PanelReview {
  const { currency, totals } = review;
  const money = shownIn(currency);
  const month = (value: number | null): string =>
    value === null ? UNKNOWN : formatMonthly(value, money);
  const difference = ({ before, delta }: Difference): PanelFigure => ({
    text: differenceWords({ before, delta }, currency),
    value: delta,
  });
  const placeOf = placesIn(analysis, base);
  return {
    since: `since ${review.base.name}`,
    difference: differenceWords(totals, currency),
    totals: [totals.before, totals.after]
      .map((value, index) => {
        const words = value === null ? UNKNOWN : formatMonthly(value, money, totals.lowerBound);
        return `${words} ${index === 0 ? 'before' : 'after'}`;
      })
      .join(', '),
    counts: countWords(review),
    prices: pricesWords(review),
    deployments: movedDeployments(review).map((one) => ({
      id: one.id,
      name: one.name,
      change: one.change,
      place: one.change === 'removed' ? null : placeOf(one.file, one.line),
      before: one.change === 'added' ? '' : monthWords(one, one.before, currency),
      after: one.change === 'removed' ? '' : monthWords(one, one.after, currency),
      difference: { text: movedWords(one, currency), value: one.delta },
      facts: detailWords(one, currency),
      components: one.components
        .filter(({ delta }) => delta !== 0)
        .map(({ name, ...moved }) => ({
          name,
          before: month(moved.before),
          after: month(moved.after),
          difference: { text: formatMonthlyDifference(moved.delta, money), value: moved.delta },
        })),
    })),
    teams: review.byTeam.map((team) => ({
      name: team.name ?? 'not named',
      before: month(team.before),
      after: month(team.after),
      difference: difference(team),
    })),
    lines: (review.lines ?? []).map((run) => ({
      label: `${run.file}:${run.line}`,
      place: placeOf(run.file, run.line),
      text: lineWords(run),
      edit: runWords(run),
      difference: { text: formatMonthlyDifference(run.delta, money), value: run.delta },
    })),
    introduced: review.findings.introduced.map((one) => findingOf(one, placeOf)),
    // Where it stood may be something else now.
    resolved: review.findings.resolved.map((one) => findingOf(one, () => null)),
  };
}

function findingOf(
  { code, severity, message, deployment, file, line }: ReviewedFinding,
  placeOf: PlaceOf,
): PanelReview['introduced'][number] {
  return {
    code,
    severity,
    message,
    deployment,
    place: placeOf(file, line),
    label: `${file}:${line}`,
  };
}

function placesIn(analysis: Analysis, base: string): PlaceOf {
  const sources = sourcesOf(analysis);
  const uris = new Map(
    analysis.files.map(({ file: { source } }) => [relativePath(source.uri, base), source.uri]),
  );
  return (file, line) => {
    const uri = uris.get(file);
    if (uri === undefined) return null;
    const at = sources.lines(uri).offsetAt({ line: line - 1, character: 0 });
    return { label: `${file}:${line}`, uri, start: at, end: at };
  };
}
