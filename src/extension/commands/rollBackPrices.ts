import * as vscode from 'vscode';
import { getPriceChangeReport, priceChanges, priceChangeText } from '../../core/index.ts';
import { dropPrices } from '../../host/prices/storedPrices.ts';
import type { Command } from '../commands.ts';

/** Goes back to the prices before the last refresh, at last to those that ship. */
export const rollBackPrices: Command = async ({ prices, store, output }) => {
  const stored = await prices.stored();
  if (stored.states.length === 0 && stored.problem === null) {
    void vscode.window.showInformationMessage(
      'The prices that ship are used: none were refreshed.',
    );
    return;
  }
  const before = await prices.catalog();
  const now = await dropPrices(prices.store, stored);
  prices.forget();
  store.refreshAll();
  const after = await prices.catalog();
  const report = getPriceChangeReport(before, after, priceChanges(before, after), {
    read: [],
    leftOut: [],
  });
  output.info(`Went back to earlier prices\n${priceChangeText(report)}`);
  const [state] = now.states;
  void vscode.window.showInformationMessage(
    state === undefined
      ? 'The prices that ship are used again.'
      : `The prices refreshed on ${state.refreshedOn} are used again.`,
  );
};
