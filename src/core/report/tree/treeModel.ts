import type { Analysis } from '../../analysis.ts';
import type { Span } from '../../text/span.ts';

/** What of a workspace is shown, and how. */
export interface TreeOptions {
  readonly grouping: 'folder' | 'team' | 'format';
  /** The dearest first, by name, or what saves most first. */
  readonly order: 'cost' | 'name' | 'saving';
  readonly filter: 'all' | 'savings' | 'problems';
}

/** One folder of a workspace and what was found in it. */
export interface AnalysedFolder {
  readonly name: string;
  /** The folder's URI: file names are relative to it. */
  readonly base: string;
  readonly analysis: Analysis;
}

/** The deployments of a workspace as a finished tree: every text is formatted, nothing is left to decide. */
export interface CostTree {
  readonly nodes: readonly TreeNode[];
  /** `$48,200/mo`; null without deployments. In several folders with several currencies there is no sum. */
  readonly total: string | null;
  /** Deployments that the filter shows, and all there are. */
  readonly shown: number;
  readonly deployments: number;
  readonly problems: ProblemCount;
}

/** How many errors and warnings. */
export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

export type TreeNode = TreeGroup | TreeDeployment | TreeProblem;

interface TreeNodeBase {
  /** The same for the same thing in the next tree, unique in a tree. */
  readonly id: string;
  readonly label: string;
  /** What stands behind the label, dimmed. */
  readonly description: string;
  /** Markdown in which text of configs is inert. */
  readonly tooltip: string;
  /** What a screen reader says: also what the icon shows. */
  readonly spoken: string;
}

export interface TreeGroup extends TreeNodeBase {
  readonly kind: 'workspaceFolder' | 'folder' | 'team' | 'format';
  /** URI of the folder; null where the group is no folder. */
  readonly folder: string | null;
  readonly children: readonly TreeNode[];
}

/** The first that holds: cannot run or breaks a policy; money is lost; has no price; could be cheaper; none of these. */
export type DeploymentState = 'error' | 'warning' | 'unpriced' | 'saving' | 'plain';

/** Place and deployment as commands take them. */
export interface TreeDeployment extends TreeNodeBase {
  readonly kind: 'deployment';
  readonly uri: string;
  readonly deploymentId: string;
  /** URI of the workspace folder it was found in. */
  readonly folder: string;
  /** Of the name in the file. */
  readonly span: Span;
  /** Of all that is written of it there. */
  readonly extent: Span;
  readonly state: DeploymentState;
  readonly canFix: boolean;
  /** As a row of a table. */
  readonly row: TreeRow;
}

export interface TreeRow {
  readonly name: string;
  readonly file: string;
  readonly hardware: string;
  readonly monthly: string;
  /** `$2,310/mo`, or nothing. */
  readonly saving: string;
}

/** A finding on several deployments or on an assumptions file: an exceeded budget, a mistake. */
export interface TreeProblem extends TreeNodeBase {
  readonly kind: 'problem';
  readonly uri: string;
  readonly span: Span;
  readonly level: 'error' | 'warning';
}
