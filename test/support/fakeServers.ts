import { afterEach } from 'vitest';
import { fakeServer, type FakeServer } from './fakeServer.ts';

/** Starts servers that are closed after each test of the file that calls this. */
export function fakeServers(): typeof fakeServer {
  const servers: FakeServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (...args) => {
    const server = await fakeServer(...args);
    servers.push(server);
    return server;
  };
}
