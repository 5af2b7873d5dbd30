import * as z from 'zod';
import type { DeploymentAnalysis } from '../analysis.ts';
import { relativePath } from '../report/relativePath.ts';
import { visibleText } from '../text/visibleText.ts';
import type { Given } from './tool.ts';
import { nothingFound } from './words.ts';

/** Inputs that several tools have. */
export const pathsInput = z
  .array(z.string().min(1).max(1000))
  .min(1)
  .max(50)
  .optional()
  .describe(
    'Files and folders, relative to the workspace or project folder. Default: all of it. Prefer the folder of a config to the file alone: autoscalers, volumes, overlays and .servingcost.yaml beside it count too.',
  );

export const deploymentInput = z
  .string()
  .min(1)
  .max(500)
  .describe('Only this deployment: its name or id, as report gives it.');

/** The deployments of a name or id, or what to say when there is none. */
export function deploymentsNamed(
  { analysis: { deployments }, base }: Given,
  wanted: string | undefined,
): { readonly found: readonly DeploymentAnalysis[] } | { readonly refused: string } {
  const found = deployments.filter(
    ({ deployment: { id, name, uri } }) =>
      wanted === undefined ||
      wanted === name ||
      wanted === id ||
      wanted === relativePath(uri, base) + id.slice(uri.length),
  );
  if (found.length > 0) return { found };
  if (deployments.length === 0) return { refused: nothingFound() };
  return {
    refused: `There is no deployment ${wanted ?? ''}. There are: ${namesOf(deployments)}.`,
  };
}

const MOST_NAMES = 30;

/** Names in a list for the model; very many are cut off. */
export function namesOf(deployments: readonly DeploymentAnalysis[]): string {
  const names = deployments.map(({ deployment }) => visibleText(deployment.name));
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
