/** Fields of which any one says how much is asked. */
export const rateKeys: ReadonlySet<string> = new Set([
  'requestsPerSecond',
  'requestsPerDay',
  'requestsPerMonth',
  'tokensPerMonth',
  'users',
  'requestsPerUserPerDay',
]);
