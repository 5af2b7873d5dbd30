import type { Hover, Position } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Span } from '../text/span.ts';
import { deploymentMarkdown, severalMarkdown } from './hoverText.ts';
import { sourcesOf } from './sources.ts';

/**
 * What a deployment costs and why, on the line that names it and on every line that carries cost. Where several
 * deployments share the line (a base and its overlays), a line for each.
 */
export function getHover(analysis: Analysis, uri: string, position: Position): Hover | null {
  const sources = sourcesOf(analysis);
  const found = analysis.deployments.flatMap((one) => {
    const range = costSpans(one, uri)
      .map((span) => sources.range(uri, span))
      .find(({ start, end }) => start.line <= position.line && position.line <= end.line);
    return range === undefined ? [] : [{ one, range }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const value =
    found.length === 1
      ? deploymentMarkdown(first.one, analysis, sources, uri)
      : severalMarkdown(
          found.map(({ one }) => one),
          analysis,
        );
  return { range: first.range, contents: { kind: 'markdown', value } };
}

/** Places in the file `uri` that decide what the deployment costs. */
function costSpans({ deployment }: DeploymentAnalysis, uri: string): readonly Span[] {
  const name = deployment.uri === uri ? [deployment.nameSpan] : [];
  return [...name, ...costValues(deployment).flatMap((value) => spanIn(value, uri))];
}

function costValues(deployment: Deployment): readonly (Sourced<unknown> | null)[] {
  const { replicas, accelerator, placement, model, settings } = deployment;
  return [
    replicas.min,
    replicas.max,
    accelerator?.count ?? null,
    accelerator?.product ?? null,
    placement.instanceType,
    placement.purchase,
    placement.region,
    model.id,
    ...(Object.values(settings) as Sourced<unknown>[]),
  ];
}

function spanIn(value: Sourced<unknown> | null, uri: string): readonly Span[] {
  return value?.origin.kind === 'config' && value.origin.uri === uri ? [value.origin.span] : [];
}
