/** Ends on Ctrl-C and on a polite kill, so that what listens to `exit` ends the programs it has started. */
export function exitOnSignals(): void {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => process.exit(status));
  }
}
