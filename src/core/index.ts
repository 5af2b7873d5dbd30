/** What the editor, the command line and other hosts use. Everything else is the core's own business. */
export { analyze, priceFixes } from './analyze.ts';
export { type AnalysisCache, createAnalysisCache } from './analysis/cache.ts';
export { createCatalog } from './catalog/createCatalog.ts';
export { bundledCatalogText } from './catalog/bundled.ts';
