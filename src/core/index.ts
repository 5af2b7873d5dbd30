export type { Analysis, DeploymentAnalysis, FileAnalysis, Totals } from './analysis.ts';
