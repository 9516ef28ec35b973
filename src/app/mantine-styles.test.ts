import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const CORE = 'node_modules/@mantine/core';
/** `import { A, type B } from 'C'`: the names and where they come from. */
const IMPORT = /import (?:type )?\{([^}]*)\} from ['"]([^'"]*)['"]/g;

const importsOf = (file: string): { names: string[]; from: string }[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, names = '', from = '']) => ({
    names: names.split(',').map((name) => name.trim().split(' as ')[0] ?? ''),
    from,
  }));

/** What the dashboard, and the notifications that it shows, take from the library. */
const taken = (): Set<string> => {
  const files = globSync(['src/**/*.tsx', 'node_modules/@mantine/notifications/esm/**/*.mjs']);
  const imports = files.flatMap(importsOf).filter(({ from }) => from === '@mantine/core');
  return new Set(imports.flatMap(({ names }) => names));
};

/** The files that these names are made of, and all that those import. */
function filesBehind(names: Set<string>): Set<string> {
  const inside = (file: string) => importsOf(file).filter(({ from }) => from.startsWith('.'));
  const index = inside(`${CORE}/esm/index.mjs`).filter((each) => each.names.some((name) => names.has(name)));
  const waiting = index.map(({ from }) => join(CORE, 'esm', from));
  const files = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const { from } of inside(file)) waiting.push(join(file, '..', from));
  }
  return files;
}

test('of the library every stylesheet that is needed is imported, in its order, and no other', () => {
  const components = [...filesBehind(taken())].map((file) => basename(file, '.mjs'));
  const needed = components.filter((name) => existsSync(`${CORE}/styles/${name}.layer.css`));
  const text = readFileSync(resolve(import.meta.dirname, 'mantine.css'), 'utf8');
  const imported = [...text.matchAll(/styles\/([A-Z]\w*)\.layer\.css/g)].map(([, name = '']) => name);
  expect(imported.toSorted()).toEqual([...new Set(needed)].toSorted());

  const whole = readFileSync(`${CORE}/styles.layer.css`, 'utf8');
  const place = (name: string) => {
    const [rule = ''] = readFileSync(`${CORE}/styles/${name}.layer.css`, 'utf8').match(/\.m_\w+/) ?? [];
    return whole.indexOf(rule);
  };
  expect(imported).toEqual(imported.toSorted((one, other) => place(one) - place(other)));
});
