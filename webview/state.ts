import * as z from 'zod';

const columns = ['name', 'hardware', 'monthly', 'unitCost', 'utilization', 'saving'] as const;
export type Column = (typeof columns)[number];

/** What belongs to the person looking, not to the report: kept over updates and reloads. */
const stateSchema = z
  .object({
    /** Folder the report is about: the extension finds it here when it restores the panel. */
    scopeUri: z.string(),
    sort: z.object({ column: z.enum(columns), descending: z.boolean() }).readonly(),
    category: z.enum(['compute', 'network', 'storage', 'management']).nullable(),
    /** The deployment whose details are open. */
    deploymentId: z.string().nullable(),
    /** Suggestions that are ticked. */
    chosen: z.array(z.string()).readonly(),
    /** Keys of the `details` elements that are open. */
    opened: z.array(z.string()).readonly(),
  })
  .readonly();

export type State = z.infer<typeof stateSchema>;

const initialState: State = {
  scopeUri: '',
  sort: { column: 'monthly', descending: true },
  category: null,
  deploymentId: null,
  chosen: [],
  opened: [],
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
