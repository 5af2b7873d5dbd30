import type { Catalog } from '../model/catalog.ts';
import type { Change, Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile, SourceDocument } from '../model/document.ts';
import type { ParseCache } from '../syntax/parseCache.ts';
import type { Span } from '../text/span.ts';

/** A kind of config file: detects it, reads it, and knows how to edit it. */
export interface Format {
  /** Public id: `kubernetes`, `kserve`. */
  readonly id: string;
  readonly title: string;
  /** What users are told about it; `docs/formats.md` is made of these. */
  readonly documentation: FormatDocumentation;
  /** A cheap look at the raw text: false for whatever is certainly not of this format. Runs on every file. */
  mayRead(document: SourceDocument): boolean;
  /** Reads one file. Never throws; what cannot be read is noted or skipped. */
  read(file: ParsedFile, context: ReadContext): FormatReading;
}

/**
 * One entry of the page on formats, for example
 * `{ title: 'KubeAI Model', files: 'kind: Model of kubeai.org', reads: 'model URL, resource profile, …', edits: '…' }`.
 * Each text is Markdown without line breaks, sentences without a full stop at the end of a list.
 */
export interface FormatDocumentation {
  /** The name users know the format by. */
  readonly title: string;
  /** By what a file of the format is recognised: its name, kind or keys. */
  readonly files: string;
  /** What is read from it, and what is joined from other files. */
  readonly reads: string;
  /** What suggestions can change in it, and where; what they cannot. */
  readonly edits: string;
}

export interface ReadContext {
  readonly catalog: Catalog;
  /** All parsed files of the analysis, `file` among them: autoscalers, runtimes and volumes are joined from here. */
  readonly files: readonly ParsedFile[];
  /**
   * URIs of files that were edited, where only what they have a say in is wanted: what other files alone deploy need not
   * be read.
   */
  readonly edited?: ReadonlySet<string>;
  /** Where texts parsed before are looked up when a proposal reads its own edits. */
  readonly parseCache?: ParseCache;
}

export interface FormatReading {
  readonly deployments: readonly ReadDeployment[];
  /** What was recognised as of this format and left alone, with the reason. */
  readonly skipped: readonly SkippedObject[];
}

export interface SkippedObject {
  readonly reason: string;
  readonly span: Span;
}

/** A deployment together with the knowledge how to change it in its own files. */
export interface ReadDeployment {
  readonly deployment: Deployment;
  /** Files that others deploy from too: no change of this deployment is written there. */
  readonly sharedUris?: ReadonlySet<string> | undefined;
  /** All changes at once, as one set of edits without conflicts. */
  propose(changes: readonly Change[]): Proposal;
}
