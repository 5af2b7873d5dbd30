import * as vscode from 'vscode';
import { bundledCatalogText, createCatalog } from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';
import { loadPrices, textInUse, type StoredPrices } from '../host/prices/storedPrices.ts';
import type { PriceStore } from '../host/prices/priceStore.ts';
import { writeWholeFile } from './export/writeFile.ts';
import type { Output } from './output.ts';

/** The prices that everything is calculated from, and where refreshed ones are kept. */
export interface Prices {
  readonly store: PriceStore;
  /** What is kept now. */
  stored(): Promise<StoredPrices>;
  /** The facts that ship, under the prices that are kept; read when they are first asked for. */
  catalog(): Promise<Catalog>;
  /** What is kept has changed: it is read anew when it is next asked for. */
  forget(): void;
}

/** Refreshed prices in the extension's own folder, the same for all workspaces. */
export function createPrices(folder: vscode.Uri, output: Output): Prices {
  const store = priceStore(folder);
  let known: Promise<Catalog> | null = null;
  async function open(): Promise<Catalog> {
    const stored = await loadPrices(store);
    if (stored.problem !== null) {
      output.info(`Refreshed prices are not used: ${store.place}: ${stored.problem}`);
    }
    return createCatalog(bundledCatalogText, textInUse(stored));
  }
  return {
    store,
    stored: () => loadPrices(store),
    catalog: () => (known ??= open()),
    forget: () => {
      known = null;
    },
  };
}

function priceStore(folder: vscode.Uri): PriceStore {
  const place = vscode.Uri.joinPath(folder, 'prices.jsonl');
  return {
    place: place.scheme === 'file' ? place.fsPath : place.toString(),
    read: async () => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(place));
      } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
        throw error;
      }
    },
    replace: async (text) => {
      await vscode.workspace.fs.createDirectory(folder);
      await writeWholeFile(place, text);
    },
  };
}
