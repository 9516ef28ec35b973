/** A pattern of a policy: text with `*` (any text), `?` (one character) and `${variables}`. */

/** Answers the value of a condition key; undefined where the request has none. */
export type Lookup = (key: string) => string | undefined;

type Token = { text: string } | { wildcard: '*' | '?' } | { variable: string; otherwise?: string };

const VARIABLE = /\$\{([^}'",]+?)(?:\s*,\s*'([^']*)')?\s*\}/g;

/** The keys that a text names as variables; `${*}`, `${?}` and `${$}` are the plain characters. */
export const variablesOf = (text: string): string[] =>
  [...text.matchAll(VARIABLE)].flatMap(([, name = '']) => (/^[*?$]$/.test(name) ? [] : [name]));

export interface PatternOptions {
  /** Whether `${…}` are variables: not so in policies of 2008. */
  variables: boolean;
  wildcards: boolean;
  ignoreCase?: boolean;
  /** For ARNs: a wildcard in one of the first five parts does not reach into the next. */
  parts?: boolean;
}

/** Compiles a pattern. Plain text is compared, everything else becomes one expression. */
export const compileText = (pattern: string, options: PatternOptions): ((value: string, lookUp: Lookup) => boolean) => {
  const tokens = tokensOf(pattern, options);
  const [first] = tokens;
  if (options.wildcards && tokens.length === 1 && first && 'wildcard' in first && first.wildcard === '*')
    return () => true;
  if (tokens.every((token) => 'text' in token)) {
    const text = tokens.map((token) => ('text' in token ? token.text : '')).join('');
    if (!options.ignoreCase) return (value) => value === text;
    const lower = text.toLowerCase();
    return (value) => value.toLowerCase() === lower;
  }
  if (!tokens.some((token) => 'variable' in token)) {
    const expression = expressionOf(tokens, options, () => undefined) as RegExp;
    return (value) => expression.test(value);
  }
  return (value, lookUp) => expressionOf(tokens, options, lookUp)?.test(value) ?? false;
};

const tokensOf = (pattern: string, { variables, wildcards }: PatternOptions): Token[] => {
  const tokens: Token[] = [];
  const addText = (text: string) => {
    for (const piece of wildcards ? text.split(/([*?])/) : [text])
      if (wildcards && (piece === '*' || piece === '?')) tokens.push({ wildcard: piece });
      else if (piece !== '') tokens.push({ text: piece });
  };
  if (!variables) {
    addText(pattern);
    return tokens;
  }
  let end = 0;
  for (const match of pattern.matchAll(VARIABLE)) {
    addText(pattern.slice(end, match.index));
    const [whole, name = '', otherwise] = match;
    if (/^[*?$]$/.test(name)) tokens.push({ text: name });
    else tokens.push({ variable: name.toLowerCase(), ...(otherwise !== undefined && { otherwise }) });
    end = match.index + whole.length;
  }
  addText(pattern.slice(end));
  return tokens;
};

const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Undefined where a variable has no value: such a pattern matches nothing. */
const expressionOf = (tokens: Token[], { ignoreCase, parts }: PatternOptions, lookUp: Lookup): RegExp | undefined => {
  let source = '';
  let colons = 0;
  for (const token of tokens) {
    if ('wildcard' in token) {
      const one = parts && colons < 5 ? '[^:]' : '.';
      source += token.wildcard === '*' ? `${one}*` : one;
      continue;
    }
    const text = 'text' in token ? token.text : (lookUp(token.variable) ?? token.otherwise);
    if (text === undefined) return undefined;
    colons += text.split(':').length - 1;
    source += literally(text);
  }
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
};
