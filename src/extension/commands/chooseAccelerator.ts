import * as vscode from 'vscode';
import {
  assumeEdits,
  formatMonthly,
  type DeploymentAnalysis,
  readTarget,
} from '../../core/index.ts';
import type { AcceleratorCandidate } from '../../core/model/estimate.ts';
import type { FileEdit } from '../../core/text/edit.ts';
import type { Command } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { locate, pickDeployment, type Located } from './target.ts';

/** Settles which accelerator a deployment runs on: in its config, or as an assumption beside it. */
export const chooseAccelerator: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null) return;
  const one = await pickDeployment(
    target,
    located,
    ({ estimate }) => estimate.candidates.length > 0,
    'Accelerator of which deployment?',
  );
  if (one === null || one.estimate.candidates.length === 0) {
    void vscode.window.showInformationMessage('Every accelerator of this file is named.');
    return;
  }
  const candidate =
    one.estimate.candidates.find(({ accelerator }) => accelerator === target.accelerator) ??
    (await pickCandidate(one, located));
  if (candidate === null) return;
  const edits = await pickPlace(one, candidate, located);
  if (edits !== null) await applyForPerson(located.analysis, edits);
};

async function pickCandidate(
  { deployment, estimate }: DeploymentAnalysis,
  { analysis }: Located,
): Promise<AcceleratorCandidate | null> {
  const { currency } = analysis.environment;
  const picked = await vscode.window.showQuickPick(
    estimate.candidates.map((candidate) => {
      const { accelerator, instance, monthly, fits, meetsSlo } = candidate;
      const verdict = fits ? (meetsSlo ? '' : ' · misses the SLO') : ' · the model does not fit';
      return {
        label: accelerator,
        description: monthly === null ? 'no price' : formatMonthly(monthly.expected, currency),
        detail: `${instance.instance.name} in ${instance.region}${verdict}`,
        candidate,
      };
    }),
    { title: `Accelerator of ${deployment.name}`, matchOnDetail: true },
  );
  return picked?.candidate ?? null;
}

/** Where to write the choice down; asked only where there are two places. */
async function pickPlace(
  one: DeploymentAnalysis,
  { accelerator, instance }: AcceleratorCandidate,
  { analysis }: Located,
): Promise<readonly FileEdit[] | null> {
  const files = analysis.files.map(({ file }) => file);
  const proposal = one.propose([
    { kind: 'name-accelerator', accelerator, provider: instance.instance.provider },
  ]);
  const assumed = assumeEdits(one.deployment, ['accelerator'], accelerator, files);
  const places = [
    ...('refused' in proposal
      ? []
      : [
          {
            label: 'Select it in the config',
            detail: `Pods then run only on nodes with ${accelerator}.`,
            edits: proposal.edits,
          },
        ]),
    ...('refused' in assumed
      ? []
      : [
          {
            label: 'Assume it in .servingcost.yaml',
            detail: 'The config stays as it is; the estimate takes this accelerator.',
            edits: assumed.edits,
          },
        ]),
  ];
  if (places.length <= 1) return places[0]?.edits ?? null;
  const picked = await vscode.window.showQuickPick(places, {
    title: `Where to write ${accelerator}?`,
  });
  return picked?.edits ?? null;
}
