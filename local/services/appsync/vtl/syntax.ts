import { createRequire } from 'node:module';

/** The syntax tree as amplify-velocity-template's grammar builds it. Only its parser is used. */
export type Node = string | Directive | Block;
/** A block directive and what stands inside it, up to its #end. */
export type Block = [Directive, ...Node[]];

export interface Directive {
  type: string;
  id?: string | Directive;
  args?: Expression[] | false;
  path?: Attribute[];
  leader?: string;
  isWraped?: boolean;
  equal?: [Reference, Expression];
  condition?: Expression;
  to?: string;
  from?: Expression;
  value?: unknown;
  expression?: Expression[];
  operator?: string;
  isEval?: boolean;
  isRange?: boolean;
}
export type Expression = Directive;
export type Reference = Directive;

export interface Attribute {
  type: 'method' | 'index' | 'property' | 'content';
  id: string | Expression;
  args?: Expression[] | false;
  value?: string;
}

interface Parser {
  parse(source: string): Node[];
  Helper: { getRefText(reference: Reference): string };
}

// The package is CommonJS without types.
const velocity = createRequire(import.meta.url)('amplify-velocity-template') as Parser;

export const parse = (source: string): Node[] => velocity.parse(source);
export const sourceOf = (reference: Reference): string => velocity.Helper.getRefText(reference);
