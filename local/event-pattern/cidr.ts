import { BlockList, isIP } from 'node:net';
import { InvalidPattern } from './invalid-pattern.ts';

/** `10.0.0.0/24`, `2001:db8::/32`. Only addresses of the same family match. */
export function cidrTest(block: string): (value: string) => boolean {
  const [address = '', length, ...more] = block.split('/');
  const family = isIP(address);
  const bits = Number(length);
  if (
    !family ||
    !length ||
    more.length > 0 ||
    !Number.isInteger(bits) ||
    bits < 0 ||
    bits > (family === 4 ? 32 : 128)
  ) {
    throw new InvalidPattern(`Malformed CIDR: ${block}`);
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const blocks = new BlockList();
  blocks.addSubnet(address, bits, type);
  return (value) => isIP(value) === family && blocks.check(value, type);
}
