import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { freePort } from './free-port.ts';

it('passes over a port that somebody listens on', async () => {
  const chance = vi.spyOn(Math, 'random');
  const first = await freePort();
  const server = createServer().listen(first, '127.0.0.1');
  await once(server, 'listening');
  chance.mockReturnValueOnce(chance.mock.results.at(-1)?.value);
  expect(await freePort()).not.toBe(first);
  server.close();
  chance.mockRestore();
});

it('is none that the system would give to others', async () => {
  for (let time = 0; time < 20; time += 1) expect(await freePort()).toBeLessThan(32_768);
});
