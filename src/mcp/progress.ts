import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

/** What the protocol tells about a call besides its input. */
export type CallContext = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Clients give up after about a minute of silence. Milliseconds. */
const INTERVAL = 1000;

/** Tells a client that wants to know, now and then, that a call is still worked on; throws when the client gave up. */
export function keepInTouch({ signal, _meta, sendNotification }: CallContext): () => Promise<void> {
  const progressToken = _meta?.progressToken;
  const start = performance.now();
  let last = start;
  return async () => {
    signal.throwIfAborted();
    const now = performance.now();
    if (progressToken === undefined || now - last < INTERVAL) return;
    last = now;
    const progress = Math.round((now - start) / 1000);
    await sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress, message: `Pricing for ${progress} s` },
    });
  };
}
