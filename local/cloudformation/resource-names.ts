import { randomInt } from 'node:crypto';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const SUFFIX = 12;

/** `<stack>-<logical id>-<random>`: what does not fit is cut from both words and never from the random part. */
export function generateName(stackName: string, logicalId: string, maxLength = 64): string {
  const suffix = Array.from({ length: SUFFIX }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  const room = maxLength - SUFFIX - 2;
  const id = logicalId.slice(0, Math.max(Math.floor(room / 2), room - stackName.length));
  return `${stackName.slice(0, room - id.length)}-${id}-${suffix}`;
}
