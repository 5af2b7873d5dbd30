import type { Environment } from '../core/model/environment.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { SkippedReport } from '../core/report/reportModel.ts';
import type { ToolSubject } from '../core/tools/tool.ts';

/** The texts that a call is about. */
export interface ReadSubject {
  readonly documents: readonly SourceDocument[];
  readonly skipped: readonly SkippedReport[];
  /** URI of the folder that file names are relative to. */
  readonly base: string;
}

/** What the server may touch. */
export interface Host {
  readonly version: string;
  /** Never outside of the folders that the server was started with; says what is wrong instead. */
  readonly read: (subject: ToolSubject) => Promise<ReadSubject | { readonly refused: string }>;
  /** The catalogue, the options and today. A server may run for days. */
  readonly environment: () => Environment;
}
