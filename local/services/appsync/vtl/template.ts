import type { Run } from '../execution/run.ts';
import { compileExpression } from './expression.ts';
import { compileAssignment } from './reference.ts';
import type { Emit, Scope } from './scope.ts';
import { renderReference } from './string.ts';
import { type Block, type Directive, type Node, parse } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import { Entry, isMap, isNothing, isTrue, Loop } from './values.ts';

/** A mapping template, compiled once: parsing costs a hundred times what evaluating does. */
export type Template = (run: Run, context: Record<string, unknown>) => { text: string } | { returned: unknown };

type Macros = Map<string, { parameters: string[]; body: Emit }>;

export function compileTemplate(source: string): Template {
  const body = compileBody(parse(`${source}\n`), new Map());
  return (run, context) => {
    const variables = new Map<string, unknown>([
      ['ctx', context],
      ['context', context],
    ]);
    const scope: Scope = { run, variables, out: [], returned: undefined };
    body(scope);
    return scope.returned ? { returned: scope.returned.value } : { text: scope.out.join('') };
  };
}

function compileBody(nodes: readonly Node[], macros: Macros): Emit {
  const parts = nodes.map((node) => compileNode(node, macros)).filter((part) => part !== undefined);
  return (scope) => {
    for (const part of parts) {
      const flow = part(scope);
      if (flow) return flow;
    }
    return undefined;
  };
}

const write =
  (text: string): Emit =>
  (scope) =>
    void scope.out.push(text);

function compileNode(node: Node, macros: Macros): Emit | undefined {
  if (typeof node === 'string') return write(node);
  if (Array.isArray(node)) return compileBlock(node, macros);
  switch (node.type) {
    case 'references': {
      const render = renderReference(node);
      return (scope) => void scope.out.push(render(scope));
    }
    case 'set':
      return compileSet(node);
    case 'return':
      return compileReturn(node);
    case 'break':
      return () => 'break';
    case 'comment':
      return undefined;
    case 'raw':
      return write(String(node.value));
    case 'macro_call':
      return compileMacroCall(node, macros);
    default:
      throw new TemplateError(`Directive #${node.type} is not supported`);
  }
}

function compileSet(node: Directive): Emit {
  if (!node.equal) throw new TemplateError('#set has nothing to set');
  const assign = compileAssignment(node.equal[0]);
  const value = compileExpression(node.equal[1]);
  return (scope) => void assign(scope, value(scope));
}

function compileReturn(node: Directive): Emit {
  const value = node.value ? compileExpression(node.value as Directive) : () => null;
  return (scope) => {
    scope.returned = { value: value(scope) ?? null };
    return 'return';
  };
}

function compileBlock(block: Block, macros: Macros): Emit | undefined {
  const [head, ...body] = block;
  if (head.type === 'if') return compileIf(head, body, macros);
  if (head.type === 'foreach') return compileForeach(head, body, macros);
  if (head.type === 'macro') {
    const parameters = (head.args || []).map((parameter) => String(parameter.id));
    macros.set(String(head.id).trim(), { parameters, body: compileBody(body, macros) });
    return undefined;
  }
  throw new TemplateError(`Directive #${head.type} is not supported`);
}

function compileIf(head: Directive, body: Node[], macros: Macros): Emit {
  const branches: { condition: Directive | undefined; nodes: Node[] }[] = [{ condition: head.condition, nodes: [] }];
  for (const node of body) {
    if (typeof node === 'object' && !Array.isArray(node) && (node.type === 'elseif' || node.type === 'else')) {
      branches.push({ condition: node.condition, nodes: [] });
    } else branches.at(-1)?.nodes.push(node);
  }
  const compiled = branches.map(({ condition, nodes }) => ({
    applies: condition ? compileExpression(condition) : () => true,
    emit: compileBody(nodes, macros),
  }));
  return (scope) => compiled.find(({ applies }) => isTrue(applies(scope)))?.emit(scope);
}

function compileForeach(head: Directive, body: Node[], macros: Macros): Emit {
  if (!head.from) throw new TemplateError('#foreach has nothing to go through');
  const from = compileExpression(head.from);
  const emit = compileBody(body, macros);
  const name = String(head.to);
  return (scope) => {
    const items = itemsOf(from(scope));
    const { variables } = scope;
    const outer = ['foreach', 'velocityCount', name].map((key) => [key, variables.get(key)] as const);
    for (const [index, item] of items.entries()) {
      variables.set(name, item);
      variables.set('velocityCount', index + 1);
      variables.set('foreach', new Loop(index, items.length));
      const flow = emit(scope);
      if (flow === 'return') return flow;
      if (flow === 'break') break;
    }
    for (const [key, value] of outer) variables.set(key, value);
    return undefined;
  };
}

/** A loop over a map goes through its values, as in Velocity. */
function itemsOf(value: unknown): readonly unknown[] {
  if (isNothing(value)) return [];
  if (Array.isArray(value)) return [...value];
  if (isMap(value) && !(value instanceof Entry)) return Object.values(value);
  throw new TemplateError('#foreach goes through lists and maps only');
}

function compileMacroCall(node: Directive, macros: Macros): Emit {
  const name = String(node.id).trim();
  const args = (node.args || []).map(compileExpression);
  return (scope) => {
    const macro = macros.get(name);
    if (!macro) throw new TemplateError(`Macro or directive #${name} is not supported`);
    macro.parameters.forEach((parameter, index) => void scope.variables.set(parameter, args[index]?.(scope)));
    return macro.body(scope) === 'return' ? 'return' : undefined;
  };
}
