import { compileReference } from './reference.ts';
import type { Evaluate, Scope } from './scope.ts';
import { type Node, parse, type Reference, sourceOf } from './syntax.ts';
import { isNothing, textOf } from './values.ts';

/** Stands in for `#` inside a quoted string, where it starts no directive (`"#name"` is a DynamoDB placeholder). */
const HASH = '\uE000';
const restore = (text: string) => text.replaceAll(HASH, '#');

/** A double-quoted string: its references are replaced by their text. */
export function interpolate(source: string): Evaluate {
  if (!source.includes('$')) return () => source;
  const parts = parse(source.replaceAll('#', HASH)).map(compilePart);
  return (scope) => {
    let text = '';
    for (const part of parts) text += part(scope);
    return text;
  };
}

function compilePart(node: Node): (scope: Scope) => string {
  if (typeof node === 'string') return () => restore(node);
  if (!Array.isArray(node) && node.type === 'references') return renderReference(node, restore);
  return () => '';
}

/** A reference in text. One without a value shows itself, unless it is quiet (`$!name`), as in Velocity. */
export function renderReference(ast: Reference, spell = (text: string) => text): (scope: Scope) => string {
  const path = ast.path ?? [];
  const cut = path.findIndex((attribute) => attribute.type === 'content');
  const tail =
    cut < 0
      ? ''
      : path
          .slice(cut)
          .map((attribute) => attribute.value ?? '')
          .join('');
  const reference = cut < 0 ? ast : { ...ast, path: path.slice(0, cut) };
  const evaluate = compileReference(reference);
  const source = ast.leader === '$!' ? '' : spell(sourceOf(reference));
  return (scope) => {
    const value = evaluate(scope);
    return (isNothing(value) ? source : textOf(value)) + spell(tail);
  };
}
