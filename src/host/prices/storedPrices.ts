import { readPriceStates } from '../../core/index.ts';
import type { PriceState } from '../../core/catalog/refresh/priceStates.ts';
import { sha256OfText } from '../sha256.ts';
import type { PriceStore } from './priceStore.ts';

/** What is kept: states, the one in use first, and the text of each. */
export interface StoredPrices {
  readonly states: readonly PriceState[];
  readonly texts: readonly string[];
  /** Why what is kept is not used; null = it is, or nothing is kept. */
  readonly problem: string | null;
}

/** The prices in use, as a catalogue takes them; null = those that ship. They were checked when they were kept. */
export function textInUse({
  texts,
  problem,
}: StoredPrices): { json: string; checked: true } | null {
  const json = texts[0];
  return json === undefined || problem !== null ? null : { json, checked: true };
}

/** States to go back to. */
const MOST_STATES = 3;

const nothing: StoredPrices = { states: [], texts: [], problem: null };

/**
 * What is kept, compared with its checksum. The first line says what the lines below it are, one for each state. What is damaged
 * is not used, and said; never rejects.
 */
export async function loadPrices(store: PriceStore): Promise<StoredPrices> {
  let text: string | null;
  try {
    text = await store.read();
  } catch (error) {
    return { ...nothing, problem: error instanceof Error ? error.message : String(error) };
  }
  if (text === null) return nothing;
  const [head = '', ...texts] = text.split('\n');
  const states = readPriceStates(head);
  if (states === null) return { ...nothing, problem: 'its first line cannot be read' };
  const [state] = states;
  if (state === undefined) return nothing;
  const isWhole = (await sha256OfText(texts[0] ?? '')) === state.sha256;
  const kept = { states, texts: texts.slice(0, states.length) };
  return { ...kept, problem: isWhole ? null : 'its checksum differs' };
}

/** Keeps a new state in front of those that were kept. */
export async function keepPrices(
  store: PriceStore,
  before: StoredPrices,
  state: Omit<PriceState, 'sha256'>,
  json: string,
): Promise<StoredPrices> {
  const sha256 = await sha256OfText(json);
  const kept = before.problem === null ? before : nothing;
  const after = {
    states: [{ ...state, sha256 }, ...kept.states].slice(0, MOST_STATES),
    texts: [json, ...kept.texts].slice(0, MOST_STATES),
    problem: null,
  };
  await store.replace(stored(after));
  return after;
}

/** Drops the state in use, so that the one before it counts; those that ship after the last one. */
export async function dropPrices(store: PriceStore, before: StoredPrices): Promise<StoredPrices> {
  const after = {
    states: before.states.slice(1),
    texts: before.texts.slice(1),
    problem: null,
  };
  await store.replace(stored(after));
  return loadPrices(store);
}

function stored({ states, texts }: StoredPrices): string {
  return [JSON.stringify({ version: 1, states }), ...texts].join('\n');
}
