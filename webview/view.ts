import type { PanelCompare } from '../src/core/report/panelCompareSchema.ts';
import type { PanelDetails } from '../src/core/report/panelDetailsSchema.ts';
import type { PanelHistory } from '../src/core/report/panelHistorySchema.ts';
import type { PanelReview } from '../src/core/report/panelReviewSchema.ts';
import type { PanelModel } from '../src/core/report/panelSchema.ts';
import type { PanelTrend } from '../src/core/report/panelTrendSchema.ts';
import type { FromPanel } from '../src/core/report/protocol.ts';
import type { PanelWhatIf } from '../src/core/report/whatIf/panelWhatIfSchema.ts';
import type { Child } from './dom.ts';
import type { State } from './state.ts';

/** Answer of the extension to the set of suggestions that is ticked; null while it is on its way. */
export interface JointSaving {
  readonly saving: string;
  readonly refused: string | null;
}

/** Everything a view may look at and do. */
export interface ViewContext {
  /** False while the extension does not answer. */
  readonly isAnswered: boolean;
  readonly model: PanelModel;
  readonly state: State;
  readonly joint: JointSaving | null;
  /** Of the deployment that is open; null while they are on their way. */
  readonly details: PanelDetails | null;
  /** Of the deployment that is shown; null until the first answer has come. */
  readonly whatIf: PanelWhatIf | null;
  /** Why a what-if was not written; null = it was, or was not asked to be. */
  readonly whatIfRefused: string | null;
  /** Null while it is on its way, and where nothing is priced. */
  readonly trend: PanelTrend | null;
  /** What the change under review costs; null while nothing is reviewed. */
  readonly review: PanelReview | null;
  /** What the configs cost over time; null where there is no history to be read, undefined until that is known. */
  readonly history: PanelHistory | null | undefined;
  /** The newest comparison, of whichever deployment; null until the first one is there. */
  readonly compared: PanelCompare | null;
  /** The row of it that the files cannot say, and why. */
  readonly refused: { readonly key: string; readonly reason: string } | null;
  /** The assumption that could not be stated as typed, and why. */
  readonly assumeRefused: { readonly name: string; readonly reason: string } | null;
  readonly update: (change: Partial<State>) => void;
  readonly send: (message: FromPanel) => void;
}

/** One part of the page: a pure function of the context, drawn again when `depends` changes. */
export interface View {
  readonly id: string;
  /** Plain data; the view is left alone while it stays the same. */
  depends(context: ViewContext): unknown;
  render(context: ViewContext): readonly Child[];
  /**
   * What the view needs to be told besides the report; null for nothing. Asked while the view is shown: at first, with
   * every new report, and when the question changes.
   */
  ask?(context: ViewContext): FromPanel | null;
}
