import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

/** What the protocol tells about a call besides its input. */
export type CallContext = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Clients give up after about a minute of silence. Milliseconds. */
const INTERVAL = 1000;

/** What is done between two turns of a call’s work: a client that wants to know is told now and then; true once it gave up. */
export function betweenTurns({
  signal,
  _meta,
  sendNotification,
}: CallContext): () => Promise<boolean> {
  const progressToken = _meta?.progressToken;
  const start = performance.now();
  let last = start;
  return async () => {
    if (signal.aborted) return true;
    const now = performance.now();
    if (progressToken === undefined || now - last < INTERVAL) return false;
    last = now;
    const progress = Math.round((now - start) / 1000);
    await sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress, message: `Pricing for ${progress} s` },
    });
    return false;
  };
}
