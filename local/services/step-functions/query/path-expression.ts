import { StateFailure } from '../interpreter/state-failure.ts';
import type { Json } from '../json.ts';
import { INTRINSICS } from './intrinsics.ts';
import { compilePath, type Roots } from './json-path.ts';
import { InvalidExpression } from './jsonata-expression.ts';

/** A path or an intrinsic call, as the `.$` fields of a payload template hold them. */
type PathExpression = (roots: Roots) => Json;

/** `error` is what the state fails with where a path leads nowhere. */
export const compilePathExpression = (text: string, error: string): PathExpression => {
  if (!text.startsWith('States.')) return definite(text, error);
  const parser = new CallParser(text, error);
  const expression = parser.call();
  if (!parser.atEnd()) throw new InvalidExpression(`'${text}' goes on after its intrinsic function`);
  return expression;
};

const definite = (text: string, error: string): PathExpression => {
  const path = compilePath(text);
  return (roots) => {
    const value = path(roots);
    if (value !== undefined) return value;
    throw new StateFailure(
      error,
      `The JSONPath '${text}' could not be found in the input '${JSON.stringify(roots.$)}'`,
    );
  };
};

/** Arguments: `'text'` with backslash escapes, numbers, true, false, null, paths and further calls. */
class CallParser {
  readonly #text: string;
  readonly #error: string;
  #at = 0;

  constructor(text: string, error: string) {
    this.#text = text;
    this.#error = error;
  }

  atEnd(): boolean {
    this.#take(/\s*/y);
    return this.#at === this.#text.length;
  }

  call(): PathExpression {
    const name = this.#take(/States\.[A-Za-z0-9]+/y) ?? '';
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) throw new InvalidExpression(`'${this.#text}' calls an unknown intrinsic function`);
    this.#expect('(');
    const args: PathExpression[] = [];
    while (!this.#sees(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#argument());
    }
    this.#expect(')');
    return (roots) => {
      const values = args.map((argument) => argument(roots));
      try {
        return intrinsic(values);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StateFailure('States.IntrinsicFailure', `The function '${name}' failed: ${reason}`);
      }
    };
  }

  #argument(): PathExpression {
    this.#take(/\s*/y);
    if (this.#text.startsWith('States.', this.#at)) return this.call();
    const path = this.#take(/\$(?:[^,()\s'"[]|\[[^\]]*\])*/y);
    if (path !== undefined) return definite(path, this.#error);
    const quoted = this.#take(/'(?:[^'\\]|\\.)*'/y);
    if (quoted !== undefined) {
      // States.Format itself reads the escapes of braces.
      const value = quoted.slice(1, -1).replace(/\\'/g, "'");
      return () => value;
    }
    const literal = this.#take(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (literal === undefined) throw new InvalidExpression(`'${this.#text}' has a malformed argument`);
    const value = JSON.parse(literal) as Json;
    return () => value;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #sees(letter: string): boolean {
    this.#take(/\s*/y);
    return this.#text[this.#at] === letter;
  }

  #expect(letter: string): void {
    if (!this.#sees(letter)) throw new InvalidExpression(`'${this.#text}' lacks '${letter}'`);
    this.#at += 1;
  }
}
