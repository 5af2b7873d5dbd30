import type * as vscode from 'vscode';
import type { Catalog } from '../core/model/catalog.ts';
import type { Environment } from '../core/model/environment.ts';
import { environmentOf } from '../host/environment.ts';
import { readSetting } from './settings.ts';

/** What an analysis depends on besides the documents: settings, catalogue and today's date. */
export function readEnvironment(catalog: Catalog, resource: vscode.Uri): Environment {
  const today = new Date().toISOString().slice(0, 10);
  return environmentOf((name) => readSetting(name, resource), catalog, today);
}
