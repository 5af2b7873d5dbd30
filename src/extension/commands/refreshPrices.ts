import * as vscode from 'vscode';
import {
  getPriceChangeReport,
  isUnchanged,
  priceChangeLine,
  priceChangeText,
} from '../../core/index.ts';
import { FetchError } from '../../host/fetchBytes.ts';
import { refreshPrices as readPrices, type PriceRefresh } from '../../host/prices/refreshPrices.ts';
import { SourceError } from '../../host/prices/sourceError.ts';
import type { Command, CommandServices } from '../commands.ts';
import { pickOne } from '../export/pickOne.ts';
import { priceFiles } from '../priceFiles.ts';
import { readPriceSources, section } from '../settings.ts';

/**
 * Reads prices from the addresses and folders of the user's settings, or from a folder or file that is chosen now, and uses them
 * from then on. Nothing of a workspace has a say in where they are from.
 */
export const refreshPrices: Command = async (services) => {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage('Prices are not refreshed in Restricted Mode.');
    return;
  }
  const sources = await chosenSources();
  if (sources === undefined || sources.length === 0) return;
  try {
    const found = await read(sources, services);
    if (found !== null) await keep(found, services);
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof FetchError)) throw error;
    services.output.info(`Prices were not refreshed: ${error.message}`);
    void vscode.window.showErrorMessage(`Prices were not refreshed: ${error.message}.`);
  }
};

type Choice = readonly string[] | 'folder' | 'settings';

/** The sources of the settings without a question, when there are some. */
async function chosenSources(): Promise<readonly string[] | undefined> {
  const configured = readPriceSources();
  if (configured.length > 0) return configured;
  const choice = await pickOne<Choice>(
    [
      {
        label: 'Choose a Folder or File…',
        description: 'with lists of prices: price book, SkyPilot, AWS, Azure',
        value: 'folder',
      },
      {
        label: 'Name Addresses in the Settings…',
        description: `${section}.prices.sources`,
        value: 'settings',
      },
    ],
    { title: 'Refresh Prices', placeholder: 'From where?', isActive: () => false },
  );
  if (choice === 'settings') {
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      `${section}.prices.sources`,
    );
    return undefined;
  }
  if (choice !== 'folder') return choice;
  const picked = await vscode.window.showOpenDialog({
    title: 'Refresh Prices',
    openLabel: 'Read Prices',
    canSelectFiles: true,
    canSelectFolders: true,
    filters: { 'Lists of prices': ['csv', 'tsv', 'json'] },
  });
  return picked?.map((uri) => (uri.scheme === 'file' ? uri.fsPath : uri.toString()));
}

/** Null when it was given up. */
async function read(
  sources: readonly string[],
  { prices }: CommandServices,
): Promise<PriceRefresh | null> {
  const stored = await prices.stored();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: 'Refreshing prices',
      cancellable: true,
    },
    async (progress, token) => {
      const given = new AbortController();
      token.onCancellationRequested(() => {
        given.abort();
      });
      try {
        return await readPrices(sources, stored, {
          today: new Date().toISOString().slice(0, 10),
          asOf: null,
          provider: null,
          checksum: null,
          files: priceFiles,
          allowHttp: false,
          signal: given.signal,
          progress: (message) => {
            progress.report({ message });
          },
        });
      } catch (error) {
        if (token.isCancellationRequested) return null;
        throw error;
      }
    },
  );
}

async function keep(
  found: PriceRefresh,
  { prices, store, output }: CommandServices,
): Promise<void> {
  const report = getPriceChangeReport(found.before, found.after, found.changes, found);
  output.info(`Refreshed prices\n${priceChangeText(report)}`);
  if (!isUnchanged(report)) {
    await found.keep(prices.store);
    prices.forget();
    store.refreshAll();
  }
  const details = 'Show Details';
  // The answer may come much later, or never.
  void vscode.window
    .showInformationMessage(`${priceChangeLine(report)}.`, details)
    .then((answer) => {
      if (answer === details) output.show();
    });
}
