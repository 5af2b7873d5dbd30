/** Every entry of the catalogue says where it is from and when it was true. */
export interface Cited {
  readonly source: string;
  /** `YYYY-MM-DD`, or as much of it as is known; `undated` where the source does not say. */
  readonly asOf: string;
}
