/** Where refreshed prices are kept: one text, replaced as a whole or not at all. */
export interface PriceStore {
  /** As a person would look for it. */
  readonly place: string;
  /** Null when there is none. Rejects with the reason when it cannot be read. */
  read(): Promise<string | null>;
  /** Rejects with the reason when it cannot be written; then what was there is there still. */
  replace(text: string): Promise<void>;
}

/** Where nothing is kept: what ships is used. */
export const noStore: PriceStore = {
  place: 'nowhere',
  read: () => Promise.resolve(null),
  replace: () => Promise.reject(new Error('there is no place for refreshed prices')),
};
