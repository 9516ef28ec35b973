import { DEMO_USERS } from '../../amplify/seed/demo-users.ts';
import { demoPassword } from './demo-sign-ins.ts';
import { seconds } from './progress.ts';

export interface Started {
  port: number;
  url: string;
  /** Milliseconds that the start took, and those of them in which `ampx` ran. */
  total: number;
  ampxTime: number;
}

/** Says where everything is and who can sign in. */
export async function greet({ port, url, total, ampxTime }: Started): Promise<void> {
  const password = await demoPassword(url);
  const width = Math.max(...DEMO_USERS.map(({ email }) => email.length));
  const share = ampxTime > 0 ? `, of which ampx took ${seconds(ampxTime)}` : '';
  console.log(`
Restock runs, after ${seconds(total)}${share}.

  Dashboard   http://localhost:${port}/
  Mail        ${url}/_outbox
  Endpoint    ${url}

Sign in with the password  ${password ?? '(none: the seed has not run)'}
${DEMO_USERS.map(({ email, groups, can }) => `  ${email.padEnd(width)}  ${groups.join(', ')}: ${can}`).join('\n')}

Ctrl-C stops everything and keeps the data. npm start -- --reset begins anew.`);
}
