import { AwsError, Unsupported } from '../../gateway/aws-error.ts';

/**
 * CloudWatch Logs' unstructured filter patterns: words and "quoted phrases" that must all occur, `?word` of which one
 * must occur, `-word` that must not. Matching is case-sensitive. JSON, space-delimited and regular expression patterns
 * are refused.
 */
export const filterPattern = (pattern: string | undefined): ((message: string) => boolean) => {
  const text = pattern?.trim() ?? '';
  if (text === '') return () => true;
  if (/^[{[]/.test(text)) throw new Unsupported('JSON and space-delimited filter patterns in logs');
  const terms = [...text.matchAll(/([?-]?)("(?:[^"\\]|\\.)*"|[^\s"]+)/g)].map(([, sign = '', term = '']) => ({
    sign,
    term: term.startsWith('"') ? term.slice(1, -1).replace(/\\(.)/g, '$1') : term,
  }));
  if (terms.some(({ term }) => /^%.*%$/.test(term)))
    throw new Unsupported('regular expressions in filter patterns of logs');
  if (terms.length === 0) throw new AwsError('InvalidParameterException', 'Invalid filter pattern');
  const of = (sign: string) => terms.filter((each) => each.sign === sign).map(({ term }) => term);
  const [all, some, none] = [of(''), of('?'), of('-')];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    // AWS ignores the optional terms once a required one stands beside them.
    (some.length === 0 || all.length > 0 || some.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
};
