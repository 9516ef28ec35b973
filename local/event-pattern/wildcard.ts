import { InvalidPattern } from './invalid-pattern.ts';

/** `*` stands for any characters; `\*` and `\\` for themselves. Runs in linear time, whatever the pattern. */
export function wildcardTest(pattern: string): (value: string) => boolean {
  const parts = split(pattern);
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false;
    const end = value.length - last.length;
    let position = first.length;
    for (const part of rest) {
      const found = value.indexOf(part, position);
      if (found < 0 || found + part.length > end) return false;
      position = found + part.length;
    }
    return true;
  };
}

/** The texts between the stars. */
function split(pattern: string): string[] {
  const parts = [''];
  let afterStar = false;
  for (let index = 0; index < pattern.length; index += 1) {
    let sign = pattern[index] as string;
    if (sign === '*') {
      if (afterStar) throw new InvalidPattern(`Consecutive wildcard characters at pos ${index - 1}`);
      parts.push('');
      afterStar = true;
      continue;
    }
    if (sign === '\\') {
      index += 1;
      const next = pattern[index];
      if (next !== '*' && next !== '\\') throw new InvalidPattern(`Invalid escape character at pos ${index - 1}`);
      sign = next;
    }
    parts[parts.length - 1] += sign;
    afterStar = false;
  }
  return parts;
}
