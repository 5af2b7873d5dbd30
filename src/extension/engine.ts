import type * as vscode from 'vscode';
import {
  analysisSteps,
  bundledCatalogText,
  changedLinesSteps,
  chooseInstance,
  comparisonSteps,
  createAnalysisCache,
  createCatalog,
  defaultSearch,
  getPanelWhatIf,
  optimizeDeployment,
  priceConfigsSteps,
  priceFixes,
  whatIfEdits,
  type Analysis,
  type CommitConfigs,
  type JointFix,
  type PricedConfigs,
  type Review,
} from '../core/index.ts';
import type { Comparison } from '../core/compare/compare.ts';
import type { InstanceRow, InstanceScope } from '../core/compare/comparison.ts';
import type { AnalysisCache } from '../core/analysis/cache.ts';
import type { Catalog } from '../core/model/catalog.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { WhatIfInputs } from '../core/whatIf/inputs.ts';
import type { Environment } from '../core/model/environment.ts';
import { inTurns } from '../host/inTurns.ts';
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
  /** What analyses in this place depend on besides the documents. */
  readonly environment: (resource: vscode.Uri) => Environment;
  /**
   * What the configs of a commit cost; null when `isOver` ended it. The cache is the caller's: what was long ago would push
   * what is typed now out of the engine's own.
   */
  readonly priceConfigs: (
    configs: CommitConfigs,
    environment: Environment,
    base: string,
    cache: AnalysisCache,
    isOver: () => boolean,
  ) => Promise<PricedConfigs | null>;
  /** What it has worked out so far. */
  readonly cache: () => AnalysisCache;
  /** What a choice of fixes saves when it is applied as one. */
  readonly price: (analysis: Analysis, fixIds: readonly string[]) => JointFix;
  /** Which edited lines moved the total; null when there are too many, and when `isOver` ended it. */
  readonly changedLines: (
    versions: Parameters<typeof changedLinesSteps>[0],
    environment: Environment,
    options: Parameters<typeof changedLinesSteps>[2],
    isOver: () => boolean,
  ) => Promise<Review['lines']>;
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
  /**
   * The deployment on every machine of a scope, and against hosted models; null when `isOver` ended it. Others have their
   * turn now and then.
   */
  readonly compare: (
    analysis: Analysis,
    deploymentId: string,
    scope: InstanceScope,
    isOver: () => boolean,
  ) => Promise<Comparison | null>;
  /** The edits that a row of a comparison comes to, or why there are none. */
  readonly choose: (
    analysis: Analysis,
    deploymentId: string,
    row: InstanceRow,
  ) => ReturnType<typeof chooseInstance>;
}

/** The catalogue is decoded when the first serving config is seen. */
export function createEngine(output: Output): Engine {
  let made: AnalysisCache | null = null;
  /** Making it loads the core, which a workspace without a serving config does not need. */
  const cache = (): AnalysisCache => (made ??= createAnalysisCache());
  let catalog: Catalog | null = null;
  const environment = (resource: vscode.Uri): Environment =>
    readEnvironment((catalog ??= createCatalog(bundledCatalogText)), resource);
  return {
    analyze: async (documents, resource, isOver) => {
      try {
        return await inTurns(analysisSteps(documents, environment(resource), cache()), isOver);
      } catch (error) {
        output.error('analysis', error);
        return null;
      }
    },
    environment,
    priceConfigs: (configs, env, base, own, isOver) =>
      inTurns(priceConfigsSteps(configs, env, base, own), isOver),
    cache,
    price: (analysis, fixIds) => priceFixes(analysis, fixIds, cache()),
    changedLines: (versions, environment, options, isOver) =>
      inTurns(changedLinesSteps(versions, environment, options, cache()), isOver),
    optimize: (analysis, id) => optimizeDeployment(analysis, id, defaultSearch, cache()),
    compare: (analysis, id, scope, isOver) =>
      inTurns(comparisonSteps(analysis, id, scope, cache()), isOver),
    choose: (analysis, id, row) => chooseInstance(analysis, id, row, cache()),
    whatIf: (analysis, id, inputs) => getPanelWhatIf(analysis, id, inputs, cache()),
    whatIfEdits: (analysis, id, inputs, place) => whatIfEdits(analysis, id, inputs, place, cache()),
  };
}
