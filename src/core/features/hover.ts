import type { Hover, Position } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { isAssumptionsFile } from '../assumptions/nearestAssumptions.ts';
import { spanContains, type Span } from '../text/span.ts';
import { assumptionsHover, type AssumptionsHoverOptions } from './assumptionsFile/hover.ts';
import { environmentOf } from '../analysis/ownCatalog.ts';
import { factAt } from './facts/factAt.ts';
import { factsMarkdown } from './facts/factsMarkdown.ts';
import { deploymentMarkdown, severalMarkdown, titleMarkdown } from './hoverText.ts';
import { costValues, type CostValue } from './lineCost.ts';
import { sourcesOf, type Sources } from './sources.ts';

/**
 * On the line that names a deployment, what it costs and why; on every other line that carries cost, what that line costs or
 * does before it. On the name of an accelerator, an instance type or a model its facts. In an assumptions file, what a key
 * means and where it counts. Where several deployments share the line (a base and its overlays), a line for each.
 */
export function getHover(
  analysis: Analysis,
  uri: string,
  position: Position,
  options: AssumptionsHoverOptions = {},
): Hover | null {
  const sources = sourcesOf(analysis);
  const offset = sources.lines(uri).offsetAt(position);
  const file = analysis.files.find((one) => one.file.source.uri === uri)?.file;
  if (file !== undefined && isAssumptionsFile(uri)) {
    return assumptionsHover(analysis, file, offset, sources, options);
  }
  const found = analysis.deployments.flatMap((one) => {
    const place = placeOn(one, sources, uri, position, offset);
    return place === null ? [] : [{ one, ...place }];
  });
  const [first] = found;
  const { catalog } = environmentOf(analysis, uri);
  const named = file === undefined ? null : factAt(catalog, file, offset);
  const isName = first?.value === null;
  if (named !== null && !(isName && !spanContains(named.span, offset))) {
    const { currency } = analysis.environment;
    const region = first?.one.estimate.hardware?.instance?.region ?? null;
    const facts = factsMarkdown(named.fact, catalog, currency, region);
    const titles = found.slice(0, 3).map(({ one }) => titleMarkdown(one, analysis));
    return {
      range: sources.range(uri, named.span),
      contents: { kind: 'markdown', value: [facts, ...titles].join('\n\n') },
    };
  }
  if (first === undefined) return null;
  const value =
    found.length === 1
      ? deploymentMarkdown(first.one, analysis, sources, uri, first.value?.says?.() ?? null)
      : severalMarkdown(
          found.map(({ one }) => one),
          analysis,
        );
  return { range: sources.range(uri, first.span), contents: { kind: 'markdown', value } };
}

/** What of a deployment stands on a line: its name (no value), or the value at the place, else the first of the line. */
function placeOn(
  one: DeploymentAnalysis,
  sources: Sources,
  uri: string,
  { line }: Position,
  offset: number,
): { readonly span: Span; readonly value: CostValue | null } | null {
  const isOn = (span: Span): boolean => {
    const { start, end } = sources.range(uri, span);
    return start.line <= line && line <= end.line;
  };
  const { deployment } = one;
  if (deployment.uri === uri && isOn(deployment.nameSpan)) {
    return { span: deployment.nameSpan, value: null };
  }
  const places = costValues(one).flatMap((value) => {
    const { origin } = value.source;
    return origin.kind === 'config' && origin.uri === uri && isOn(origin.span)
      ? [{ span: origin.span, value }]
      : [];
  });
  return places.find(({ span }) => spanContains(span, offset)) ?? places[0] ?? null;
}
