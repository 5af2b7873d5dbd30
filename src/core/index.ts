/** What the editor, the command line and other hosts use. Everything else is the core's own business. */
export { ruleDescriptions } from './advice/ruleDescriptions.ts';
export type { Analysis, DeploymentAnalysis } from './analysis.ts';
export { createAnalysisCache } from './analysis/cache.ts';
export { ignoreInFileEdits } from './analysis/ignoreInFile.ts';
export type { JointFix } from './analysis/together.ts';
export { analysisSteps, analyze, priceFixes } from './analyze.ts';
export { assumeEdits } from './assumptions/edit.ts';
export { measurementsProblem } from './assumptions/readAssumptions.ts';
export { readReason } from './assumptions/ignoreComments.ts';
export { ignoreEdits } from './assumptions/ignoreEdits.ts';
export { bundledCatalogText } from './catalog/bundled.ts';
export { createCatalog } from './catalog/createCatalog.ts';
export { priceChanges } from './catalog/priceChanges.ts';
export { applyPrices } from './catalog/refresh/applyPrices.ts';
export { bundledContext } from './catalog/refresh/bundledContext.ts';
export { readPriceStates } from './catalog/refresh/priceStates.ts';
export { priceReader } from './catalog/refresh/priceReader.ts';
export { readRefreshedFile } from './catalog/refresh/refreshedFile.ts';
export { chooseInstance } from './compare/choice.ts';
export { getCompletions } from './features/assumptionsFile/completion.ts';
export { compareDeployment, comparisonSteps } from './compare/compare.ts';
export { getCodeActions } from './features/codeActions.ts';
export { commandIds } from './features/commands.ts';
export { type CalledTarget, readTarget } from './features/commandTarget.ts';
export { readExportRequest } from './report/exportRequest.ts';
export { getDiagnostics } from './features/diagnostics.ts';
export { getHover } from './features/hover.ts';
export { type FileView, isWhole, keepLastGood } from './features/lastGood.ts';
export { type LineFactKind, lineFactKinds } from './features/lineFacts.ts';
export { safeFixIds } from './features/safeFixes.ts';
export { sourcesOf } from './features/sources.ts';
export { getStatusBarText } from './features/statusBar.ts';
export { toWorkspaceEdit } from './features/workspaceEdit.ts';
export { formats } from './formats/formats.ts';
export { defaultSearch } from './optimize/optimization.ts';
export { analysisOfGroup, type GroupFilter, partOfAnalysis } from './narrow.ts';
export { readResultFile } from './measurements/files/readResultFile.ts';
export { measureSteps } from './measurements/prometheus/measure.ts';
export { readMatchers } from './measurements/prometheus/promql.ts';
export { readMeasurementsRequest } from './measurements/request.ts';
export { measuredLines } from './measurements/summary.ts';
export { targetsOf } from './measurements/target.ts';
export { measuredEdits, measuredFile } from './measurements/write.ts';
export { optimizationSteps, optimizeDeployment } from './optimize/optimize.ts';
export { predictThroughput } from './performance/throughput.ts';
export { exportFormats, exportReport, reportFileName } from './report/exportFormats.ts';
export { formatMonthly, formatMonthlyDifference, formatSaving } from './report/format.ts';
export { getOptimizationReport } from './report/optimizationReport.ts';
export { limitsText, nothingText, renderOptimization } from './report/optimizationText.ts';
export { renderCompareCsv } from './report/compareCsv.ts';
export {
  deploymentsTable,
  renderCompareMarkdown,
  renderCompareText,
} from './report/compareRender.ts';
export { getCompareReport } from './report/compareReport.ts';
export { getPanelCompare } from './report/panelCompare.ts';
export { getPanelDetails, getPanelModel, getPanelTrend } from './report/panelModel.ts';
export { differenceText, speedText } from './report/planText.ts';
export { readFromPanel } from './report/protocol.ts';
export {
  getPriceChangeReport,
  isUnchanged,
  priceChangeLine,
  priceChangeText,
} from './report/priceChangeReport.ts';
export { mergeReports } from './report/merge/mergeReports.ts';
export { readReport } from './report/merge/readReport.ts';
export { relativePath } from './report/relativePath.ts';
export { withoutRow } from './report/focus/row.ts';
export { renderReport, reportFormats, showsInsight } from './report/render.ts';
export { getReport } from './report/report.ts';
export { withRepositories } from './report/repositoryReport.ts';
export type { Report } from './report/reportModel.ts';
export { getPanelWhatIf } from './report/whatIf/panelWhatIf.ts';
export { renderSarif } from './report/sarif.ts';
export { modelConfigs } from './analysis/ownModel.ts';
export { changedLines, changedLinesSteps } from './review/changedLines.ts';
export { renderReview } from './review/renderReview.ts';
export { getPanelReview } from './review/panelReview.ts';
export { getReview } from './review/review.ts';
export { getReviewLenses } from './review/reviewLens.ts';
export type { Review } from './review/reviewModel.ts';
export { readSnapshot, type Snapshot } from './review/snapshot.ts';
export { snapshotOf } from './review/snapshotOf.ts';
export { commitCost, commitCostSchema, type CommitCost } from './history/commitCost.ts';
export { getHistory, type CostedCommit } from './history/history.ts';
export { subjectOf } from './history/historyWords.ts';
export { getPanelHistory, unreadHistory } from './history/panelHistory.ts';
export { pricingKey } from './history/pricingKey.ts';
export {
  noConfigs,
  priceConfigs,
  priceConfigsSteps,
  type CommitConfigs,
  type PricedConfigs,
} from './history/pricedConfigs.ts';
export { historyFormats, renderHistory } from './history/renderHistory.ts';
export { getCostTree, problemsIn } from './report/tree/costTree.ts';
export { indexTree } from './report/tree/treeIndex.ts';
export { treeMarkdown } from './report/tree/treeMarkdown.ts';
export { problemText } from './report/tree/treeNodes.ts';
export { getWorkspaceStatus } from './report/tree/workspaceStatus.ts';
export { stateAssumption } from './report/stateAssumption.ts';
export { secondsOf } from './text/days.ts';
export { applyEdits } from './text/applyEdits.ts';
export { whatIfEdits } from './whatIf/whatIf.ts';
export { inlineBase } from './tools/estimateTool.ts';
export type { Tool } from './tools/tool.ts';
export { tools } from './tools/tools.ts';
export { productVersion } from './version.ts';
