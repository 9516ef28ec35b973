/** The AWS query protocol: form-encoded input, XML output. */

type Tree = { [key: string]: Tree } | string;

/** `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`; `entry.N.key/value` becomes an object. */
export function decodeQuery(parameters: Iterable<[string, string]>): Record<string, unknown> {
  const tree: { [key: string]: Tree } = Object.create(null);
  for (const [path, value] of parameters) {
    if (path === 'Action' || path === 'Version') continue;
    let node = tree;
    const keys = path.split('.');
    const last = keys.pop() as string;
    for (const key of keys) {
      const next = node[key];
      if (typeof next === 'object') node = next;
      else {
        const made: { [key: string]: Tree } = Object.create(null);
        node[key] = made;
        node = made;
      }
    }
    node[last] = value;
  }
  return shape(tree) as Record<string, unknown>;
}

function shape(node: Tree): unknown {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  const only = keys.length === 1 ? keys[0] : undefined;
  // An empty list is sent as `Name=` or `Name.member=`.
  if (only === 'member') return node.member === '' ? [] : inOrder(node.member as Tree).map(shape);
  if (only === 'entry') {
    const entries = inOrder(node.entry as Tree) as { [key: string]: Tree }[];
    return Object.fromEntries(
      entries.map((entry) => [shape(entry.key ?? entry.Name ?? ''), shape(entry.value ?? entry.Value ?? '')]),
    );
  }
  return Object.fromEntries(keys.map((key) => [key, shape(node[key] as Tree)]));
}

function inOrder(list: Tree): Tree[] {
  if (typeof list === 'string') return [list];
  return Object.keys(list)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => list[index] as Tree);
}

/** Arrays become `<member>` lists, a Map becomes `<entry>` pairs, undefined is left out. */
export function encodeXml(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return `<${name}>${value.map((item) => encodeXml('member', item)).join('')}</${name}>`;
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, item]) => `<entry>${encodeXml('key', key)}${encodeXml('value', item)}</entry>`,
    );
    return `<${name}>${entries.join('')}</${name}>`;
  }
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([key, item]) => encodeXml(key, item));
    return `<${name}>${members.join('')}</${name}>`;
  }
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

export const escapeXml = (text: string) =>
  text
    // XML 1.0 has no way to write most control characters.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones to leave out.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"']/g, (sign) => escapes[sign] as string);
