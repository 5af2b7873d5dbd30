import type { Hover, Position } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Span } from '../text/span.ts';
import { deploymentMarkdown } from './hoverText.ts';
import { sourcesOf } from './sources.ts';

/** What a deployment costs and why, on the line that names it and on every line that carries cost. */
export function getHover(analysis: Analysis, uri: string, position: Position): Hover | null {
  const sources = sourcesOf(analysis);
  for (const one of analysis.deployments) {
    for (const span of costSpans(one, uri)) {
      const range = sources.range(uri, span);
      if (range.start.line > position.line || position.line > range.end.line) continue;
      const value = deploymentMarkdown(one, analysis, sources, uri);
      return { range, contents: { kind: 'markdown', value } };
    }
  }
  return null;
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
