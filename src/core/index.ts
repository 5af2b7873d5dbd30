/** What the editor, the command line and other hosts use. Everything else is the core's own business. */
export { analyze, priceFixes } from './analyze.ts';
export type { Analysis, DeploymentAnalysis } from './analysis.ts';
export { type AnalysisCache, createAnalysisCache } from './analysis/cache.ts';
export { ruleDescriptions } from './advice/ruleDescriptions.ts';
export { assumptionsFileNames, isAssumptionsFile } from './assumptions/nearestAssumptions.ts';
export { createCatalog } from './catalog/createCatalog.ts';
export { bundledCatalogText } from './catalog/bundled.ts';
export { mayHoldServing } from './formats/formats.ts';
export { LARGEST_FILE, mayBeConfigFile } from './formats/prefilter.ts';
export { predictThroughput } from './performance/throughput.ts';
export { relativePath } from './report/relativePath.ts';
export { renderReport, reportFormats } from './report/render.ts';
export { getReport } from './report/report.ts';
export type { Report } from './report/reportModel.ts';
export { applyEdits } from './text/applyEdits.ts';
