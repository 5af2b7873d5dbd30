/** The compact files of `data/`, as text: one string per file, decoded only when it is asked for. */
export interface CatalogText {
  /** True when the files were checked as they were built, so that they need no check when they are read. */
  readonly checked: boolean;
  readonly accelerators: string;
  readonly cpus: string;
  readonly models: string;
  readonly quantizations: string;
  readonly variants: string;
  readonly instances: string;
  readonly managed: string;
  readonly ancillary: string;
  readonly api: string;
}

export type CatalogPart = Exclude<keyof CatalogText, 'checked'>;

/** The parts; each is the file `data/<part>.json`. */
export const catalogParts: readonly CatalogPart[] = [
  'accelerators',
  'cpus',
  'models',
  'quantizations',
  'variants',
  'instances',
  'managed',
  'ancillary',
  'api',
];
