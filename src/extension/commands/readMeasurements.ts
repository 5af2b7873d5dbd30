import * as vscode from 'vscode';
import {
  measuredEdits,
  measuredLines,
  readMeasurementsRequest,
  targetsOf,
  type Analysis,
} from '../../core/index.ts';
import type { Measurements } from '../../core/measurements/measured.ts';
import type { Command, CommandServices } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { analyzeReported } from '../export/reported.ts';
import { readMonitoring } from '../measurements/monitoring.ts';
import { pickSource } from '../measurements/pickSource.ts';
import { pickResultFiles, readResultFiles } from '../measurements/resultFiles.ts';
import { hostOf, monitoringSettings } from '../measurements/settings.ts';
import { askToken } from '../measurements/token.ts';
import { nameOf } from '../paths.ts';
import { pickFolder } from '../pickFolder.ts';
import { mayWrite } from '../trust.ts';

const write = 'Write';
const replace = 'Write and Replace What Is Stated';

/** Reads what monitoring and benchmarks say of the deployments, shows it as a diff, and writes it when the person says so. */
export const readMeasurements: Command = async (services, argument) => {
  if (!mayWrite()) return;
  const request = readMeasurementsRequest(argument);
  const folder =
    request.uri === undefined
      ? await pickFolder('Measure the deployments of which folder?')
      : vscode.Uri.parse(request.uri);
  if (folder === null) return;
  const given = request.from?.map((uri) => vscode.Uri.parse(uri));
  const read = given === undefined ? await chosenReading(folder, services) : filesReading(given);
  if (read === null) return;
  const analysed = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Pricing ${nameOf(folder)}` },
    () => analyzeReported({ kind: 'folder', uri: folder }, services.store),
  );
  const analysis = analysed?.analysis ?? null;
  if (analysis === null || targetsOf(analysis).length === 0) {
    void vscode.window.showInformationMessage(
      `There is no deployment in ${nameOf(folder)} that could be measured.`,
    );
    return;
  }
  const found = await read(analysis);
  if (found === null) return;
  if ('problem' in found) {
    void vscode.window.showErrorMessage(`${found.problem} Nothing was written.`);
    return;
  }
  await offer(found, analysis, folder, services);
};

type Reading = (analysis: Analysis) => Promise<Measurements | { readonly problem: string } | null>;

function filesReading(uris: readonly vscode.Uri[]): Reading {
  return (analysis) => readResultFiles(uris, targetsOf(analysis));
}

/** Null when the person leaves, or sets something up first. */
async function chosenReading(
  folder: vscode.Uri,
  { secrets }: CommandServices,
): Promise<Reading | null> {
  const settings = monitoringSettings();
  switch (await pickSource(settings)) {
    case 'monitoring':
      return (analysis) => readMonitoring(targetsOf(analysis), settings, secrets);
    case 'files': {
      const uris = await pickResultFiles(folder);
      return uris.length === 0 ? null : filesReading(uris);
    }
    case 'token':
      await askToken(secrets, settings.address, hostOf(settings.address) ?? '');
      return null;
    case 'settings':
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        'servingCost.measurements',
      );
      return null;
    case undefined:
      return null;
  }
}

/** Notes that a message has room for; the log has all. */
const mostNotes = 3;

async function offer(
  { measured, notes }: Measurements,
  analysis: Analysis,
  folder: vscode.Uri,
  { preview, output }: CommandServices,
): Promise<void> {
  const options = {
    files: analysis.files.map(({ file }) => file),
    deployments: analysis.deployments.map(({ deployment }) => deployment),
    home: folder.toString().replace(/\/$/, ''),
  };
  const { edits, refused } = measuredEdits(measured, { ...options, replace: false });
  const said = [...notes, ...refused];
  for (const note of said) output.info(note);
  const shown = said.slice(0, mostNotes).join(' ');
  if (edits.length === 0) {
    const nothing = measured.length === 0 ? 'Nothing was measured.' : 'Nothing is to be written.';
    void vscode.window.showWarningMessage(`${nothing} ${shown}`.trimEnd());
    return;
  }
  await preview.show(analysis, edits);
  const replacing = measuredEdits(measured, { ...options, replace: true }).edits;
  const isStated = JSON.stringify(replacing) !== JSON.stringify(edits);
  const message = [...measured.flatMap(measuredLines), shown].join(' · ');
  const answer = await vscode.window.showInformationMessage(
    message,
    ...(isStated ? [write, replace] : [write]),
  );
  if (answer === write) await applyForPerson(analysis, edits);
  if (answer === replace) await applyForPerson(analysis, replacing);
}
