/** A line break or the start: imports and exports stand at the beginning of a statement. */
const IMPORT = /(^|[\n;])\s*import\s+([^;'"]+?)\s+from\s*(['"])([^'"]+)\3\s*;?/g;
const EXPORTED_DECLARATION =
  /(^|[\n;}])(\s*)export\s+(async\s+function|function|const|let|var|class)\s+([A-Za-z_$][\w$]*)/g;
const EXPORT_LIST = /(^|[\n;}])\s*export\s*\{([^}]*)\}\s*;?/g;

/**
 * Rewrites a resolver's ES module as a script that answers its exports: `node:vm` runs modules only under a flag.
 * Imports become destructuring of `__modules[name]`.
 */
export function asScript(code: string): string {
  const exported = new Map<string, string>();
  const body = code
    .replaceAll(IMPORT, (_, before: string, clause: string, __, module: string) => before + importOf(clause, module))
    .replaceAll(EXPORTED_DECLARATION, (_, before: string, space: string, kind: string, name: string) => {
      exported.set(name, name);
      return `${before}${space}${kind} ${name}`;
    })
    .replaceAll(EXPORT_LIST, (_, before: string, names: string) => {
      for (const item of names.split(',').map((name) => name.trim())) {
        const [local, alias = local] = item.split(/\s+as\s+/);
        if (local && alias) exported.set(alias, local);
      }
      return before;
    });
  const members = [...exported].map(([alias, local]) => `${JSON.stringify(alias)}: ${local}`).join(', ');
  return `'use strict';\n(function () {\n${body}\nreturn { ${members} };\n})()`;
}

function importOf(clause: string, module: string): string {
  const source = `__modules[${JSON.stringify(module)}]`;
  const all = /^\*\s+as\s+([\w$]+)$/.exec(clause.trim());
  if (all) return `\nconst ${all[1]} = ${source};`;
  const named = /^\{([\s\S]*)\}$/.exec(clause.trim());
  if (!named) throw new SyntaxError(`import ${clause} from '${module}' is not supported`);
  const names = (named[1] ?? '')
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^type\s+/, '')
        .replace(/\s+as\s+/, ': '),
    )
    .filter((name) => name !== '');
  return `\nconst { ${names.join(', ')} } = ${source};`;
}
