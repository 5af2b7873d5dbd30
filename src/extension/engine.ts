import type * as vscode from 'vscode';
import {
  analyze,
  bundledCatalogText,
  createAnalysisCache,
  createCatalog,
  priceFixes,
  type Analysis,
  type JointFix,
} from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { readEnvironment } from './environment.ts';
import type { Output } from './output.ts';

/** The core with its catalogue and its memory, ready to be asked. */
export interface Engine {
  /** Null when the analysis failed, which is logged and never expected. */
  readonly analyze: (documents: readonly SourceDocument[], resource: vscode.Uri) => Analysis | null;
  /** What a choice of fixes saves when it is applied as one. */
  readonly price: (analysis: Analysis, fixIds: readonly string[]) => JointFix;
}

/** The catalogue is decoded when the first serving config is seen. */
export function createEngine(output: Output): Engine {
  const cache = createAnalysisCache();
  let catalog: Catalog | null = null;
  return {
    analyze: (documents, resource) => {
      try {
        catalog ??= createCatalog(bundledCatalogText);
        return analyze(documents, readEnvironment(catalog, resource), cache);
      } catch (error) {
        output.error('analysis', error);
        return null;
      }
    },
    price: (analysis, fixIds) => priceFixes(analysis, fixIds, cache),
  };
}
