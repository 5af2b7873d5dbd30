import * as vscode from 'vscode';

/** Work that is done sooner shows nothing. Milliseconds. */
const patience = 1000;

/**
 * Shows work that takes long as a notification in which it can be stopped; what it has by then still counts.
 *
 * @param work Told when to stop, and tells how far it is, in words.
 */
export async function withSlowProgress<T>(
  title: string,
  token: vscode.CancellationToken,
  work: (token: vscode.CancellationToken, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const stop = new vscode.CancellationTokenSource();
  const outer = token.onCancellationRequested(() => {
    stop.cancel();
  });
  let show: ((message: string) => void) | null = null;
  const running = work(stop.token, (message) => show?.(message));
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, cancelled) => {
        cancelled.onCancellationRequested(() => {
          stop.cancel();
        });
        show = (message) => {
          progress.report({ message });
        };
        return running.then(
          () => undefined,
          () => undefined,
        );
      },
    );
  }, patience);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    outer.dispose();
    stop.dispose();
  }
}
