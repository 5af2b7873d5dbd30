/** What the harness inside VS Code tells the runner outside, one JSON object a line. */
export type HostEvent =
  | { readonly kind: 'started' | 'skipped'; readonly title: string }
  | { readonly kind: 'passed'; readonly title: string; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'ended' };
