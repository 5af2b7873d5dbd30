import { describe, expect, it } from 'vitest';
import { fetchText } from '../../../src/host/fetchText.ts';
import { fakeServers } from '../../support/fakeServers.ts';

const serve = fakeServers();

const limits = {
  headers: { authorization: 'Bearer secret' },
  timeout: 20_000,
  mostBytes: 1_000_000,
};

describe('the text at an address', () => {
  it('is what is there, whatever its status', async () => {
    const { url, asked } = await serve((_, response) => {
      response.writeHead(418, { 'retry-after': '7' });
      response.end('tea ☕');
    });
    expect(await fetchText(url, limits)).toEqual({ status: 418, text: 'tea ☕', retryAfter: 7 });
    expect(asked[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('is found behind redirects of the same origin, and not in a circle', async () => {
    const { url } = await serve((address, response) => {
      if (address.pathname === '/there') response.end('here');
      else {
        response.writeHead(302, { location: address.pathname === '/' ? '/there' : '/circle' });
        response.end();
      }
    });
    expect(await fetchText(url, limits)).toMatchObject({ status: 200, text: 'here' });
    expect(await fetchText(`${url}/circle`, limits)).toMatchObject({
      failed: 'redirects in a circle',
    });
  });

  it('never takes a header to another origin', async () => {
    const other = await serve((_, response) => response.end('mine now'));
    const { url } = await serve((_, response) => {
      response.writeHead(307, { location: `${other.url}/steal` });
      response.end();
    });
    expect(await fetchText(url, limits)).toMatchObject({
      failed: `redirects to ${other.url}, which is not followed: give that address itself`,
    });
    expect(other.asked).toEqual([]);
  });

  it('is given up when it is too large, without taking it all', async () => {
    let sent = 0;
    const { url } = await serve((_, response) => {
      const more = (): void => {
        if (response.destroyed || sent > 500) return;
        sent++;
        response.write('x'.repeat(100_000), () => setTimeout(more, 0));
      };
      more();
    });
    expect(await fetchText(url, limits)).toEqual({
      failed: 'answers with more than 1 MB',
      reason: 'size',
    });
    expect(sent).toBeLessThan(500);
  });

  it('is given up when it takes too long, before or within the answer', async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_, response) => response.write('begin'));
    for (const { url } of [silent, slow]) {
      expect(await fetchText(url, { ...limits, timeout: 300 })).toMatchObject({
        reason: 'timeout',
      });
    }
  });

  it('can be stopped', async () => {
    const { url } = await serve(() => undefined);
    const controller = new AbortController();
    const fetched = fetchText(url, { ...limits, signal: controller.signal });
    controller.abort();
    expect(await fetched).toEqual({ failed: 'was stopped', reason: 'stopped' });
  });

  it('that nobody serves is a clear reason', async () => {
    const { url, close } = await serve(() => undefined);
    await close();
    const fetched = await fetchText(url, limits);
    expect(fetched).toMatchObject({ reason: 'other' });
    expect('failed' in fetched ? fetched.failed : '').toMatch(/^cannot be reached: .*ECONNREFUSED/);
    expect(await fetchText('no address', limits)).toHaveProperty('failed');
  });

  it('that breaks off is no answer', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('begin');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await fetchText(url, limits)).toHaveProperty('failed');
  });
});
