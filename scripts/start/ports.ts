import { createServer } from 'node:net';
import { StartFailure } from './progress.ts';

/** Fails by name when something else listens on the port, before anything has been started. */
export async function mustBeFree(port: number, what: string, option: string): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (!free) {
    throw new StartFailure(
      `Port ${port}, which ${what} needs, is taken by another program.`,
      `End that program, or choose another port: npm start -- ${option} ${port + 1}`,
    );
  }
}
