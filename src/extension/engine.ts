import type * as vscode from 'vscode';
import {
  analysisSteps,
  bundledCatalogText,
  createAnalysisCache,
  createCatalog,
  defaultSearch,
  getPanelWhatIf,
  optimizeDeployment,
  priceFixes,
  whatIfEdits,
  type Analysis,
  type JointFix,
} from '../core/index.ts';
import type { Catalog } from '../core/model/catalog.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { WhatIfInputs } from '../core/whatIf/inputs.ts';
import { readEnvironment } from './environment.ts';
import type { Output } from './output.ts';

/** The core with its catalogue and its memory, ready to be asked. */
export interface Engine {
  /**
   * Null when `isOver` ended it, or when it failed, which is logged and never expected. A long one lets others have their
   * turn now and then.
   */
  readonly analyze: (
    documents: readonly SourceDocument[],
    resource: vscode.Uri,
    isOver: () => boolean,
  ) => Promise<Analysis | null>;
  /** What a choice of fixes saves when it is applied as one. */
  readonly price: (analysis: Analysis, fixIds: readonly string[]) => JointFix;
  /** The plans of a deployment, or why there are none. Takes some tenths of a second. */
  readonly optimize: (
    analysis: Analysis,
    deploymentId: string,
  ) => ReturnType<typeof optimizeDeployment>;
  /** A deployment with other inputs, as the report shows it. Takes some milliseconds. */
  readonly whatIf: (
    analysis: Analysis,
    deploymentId: string,
    inputs: WhatIfInputs,
  ) => ReturnType<typeof getPanelWhatIf>;
  /** What of these inputs a place can hold, as edits. */
  readonly whatIfEdits: (
    analysis: Analysis,
    deploymentId: string,
    inputs: WhatIfInputs,
    place: 'file' | 'assumptions',
  ) => ReturnType<typeof whatIfEdits>;
}

/** How long an analysis may keep the extension host to itself, about. Milliseconds. */
const longestTurn = 20;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** The catalogue is decoded when the first serving config is seen. */
export function createEngine(output: Output): Engine {
  const cache = createAnalysisCache();
  let catalog: Catalog | null = null;
  return {
    analyze: async (documents, resource, isOver) => {
      try {
        catalog ??= createCatalog(bundledCatalogText);
        const steps = analysisSteps(documents, readEnvironment(catalog, resource), cache);
        let turnEnds = performance.now() + longestTurn;
        for (;;) {
          const step = steps.next();
          if (step.done === true) return step.value;
          if (performance.now() < turnEnds) continue;
          await nextTurn();
          if (isOver()) return null;
          turnEnds = performance.now() + longestTurn;
        }
      } catch (error) {
        output.error('analysis', error);
        return null;
      }
    },
    price: (analysis, fixIds) => priceFixes(analysis, fixIds, cache),
    optimize: (analysis, id) => optimizeDeployment(analysis, id, defaultSearch, cache),
    whatIf: (analysis, id, inputs) => getPanelWhatIf(analysis, id, inputs, cache),
    whatIfEdits: (analysis, id, inputs, place) => whatIfEdits(analysis, id, inputs, place, cache),
  };
}
