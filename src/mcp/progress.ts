import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

/** What the protocol tells about a call besides its input. */
export type CallContext = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Clients give up after about a minute of silence. Milliseconds. */
const INTERVAL = 1000;

/** Whether the client gave up; one that wants to know is told now and then, on asking, that the call is still worked on. */
export function hasGivenUp({
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
