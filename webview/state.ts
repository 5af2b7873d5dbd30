import * as z from 'zod';
import { groupFilter } from '../src/core/report/panelParts.ts';
import { panelPageIds } from '../src/core/report/panelPages.ts';
import { whatIfInputsSchema } from '../src/core/whatIf/inputs.ts';

const sort = z.object({ column: z.string(), descending: z.boolean() }).readonly();

/** What is compared, and how it is shown. */
const compare = z
  .object({
    tab: z.enum(['instances', 'deployments', 'apis']),
    providers: z.enum(['same', 'all']),
    region: z.string().nullable(),
    purchase: z.enum(['on-demand', 'spot', 'reserved-1y', 'reserved-3y']).nullable(),
    /** Null = all of them. */
    seller: z.string().nullable(),
    fitsOnly: z.boolean(),
    meetsOnly: z.boolean(),
    bestOnly: z.boolean(),
    sort,
    sortDeployments: sort,
    /** The row that is looked at. */
    selected: z.string().nullable(),
    allRows: z.boolean(),
  })
  .readonly();

const columns = ['name', 'hardware', 'monthly', 'unitCost', 'utilization', 'saving'] as const;
export type Column = (typeof columns)[number];

/** What belongs to the person looking, not to the report: kept over updates and reloads. */
const stateSchema = z
  .object({
    /** Folder the report is about: the extension finds it here when it restores the panel. */
    scopeUri: z.string(),
    page: z.enum(panelPageIds),
    /** The team and the environment that the report is narrowed to. */
    filter: groupFilter,
    /** How far the page is scrolled down, in pixels. */
    scrolled: z.number().min(0),
    sort: z.object({ column: z.enum(columns), descending: z.boolean() }).readonly(),
    category: z.enum(['compute', 'network', 'storage', 'management']).nullable(),
    /** The deployment that pages about one deployment show; null only while there is none. */
    deploymentId: z.string().nullable(),
    /** Suggestions that are ticked. */
    chosen: z.array(z.string()).readonly(),
    /** Keys of the `details` elements that are open. */
    opened: z.array(z.string()).readonly(),
    /** Inputs that are changed in a what-if, by deployment. */
    whatIf: z.record(z.string(), whatIfInputsSchema).readonly(),
    compare,
  })
  .readonly();

export type State = z.infer<typeof stateSchema>;

const initialState: State = {
  scopeUri: '',
  page: 'overview',
  filter: { team: null, environment: null },
  scrolled: 0,
  sort: { column: 'monthly', descending: true },
  category: null,
  deploymentId: null,
  chosen: [],
  opened: [],
  whatIf: {},
  compare: {
    tab: 'instances',
    providers: 'same',
    region: null,
    purchase: null,
    seller: null,
    fitsOnly: true,
    meetsOnly: false,
    bestOnly: true,
    sort: { column: 'monthly', descending: false },
    sortDeployments: { column: 'monthly', descending: true },
    selected: null,
    allRows: false,
  },
};

/** The stored state, or a fresh one when there is none or it is of another version. */
export function readState(stored: unknown): State {
  return stateSchema.safeParse(stored).data ?? initialState;
}

/** The list with `item` in it or not. */
export function withItem(list: readonly string[], item: string, present: boolean): string[] {
  const others = list.filter((other) => other !== item);
  return present ? [...others, item] : others;
}
