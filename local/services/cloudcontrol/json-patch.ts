import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-error.ts';

type Json = Record<string, unknown>;

const invalid = (message: string) => new AwsError('ValidationException', message);

/** Applies a JSON Patch (RFC 6902) to a copy. `move` and `copy` are refused by name. */
export function applyPatch(document: Json, patch: string): Json {
  const operations = parse(patch);
  let result = structuredClone(document);
  for (const operation of operations) result = applyOne(result, operation);
  return result;
}

interface PatchOperation {
  op: string;
  path: string;
  value?: unknown;
}

function parse(patch: string): PatchOperation[] {
  let operations: unknown;
  try {
    operations = JSON.parse(patch);
  } catch {
    throw invalid('The PatchDocument is not valid JSON.');
  }
  if (!Array.isArray(operations)) throw invalid('The PatchDocument must be a list of operations.');
  return operations as PatchOperation[];
}

function applyOne(document: Json, { op, path, value }: PatchOperation): Json {
  if (!['add', 'remove', 'replace', 'test'].includes(op)) {
    throw invalid(`The local endpoint does not support the patch operation ${op}.`);
  }
  const keys = pointer(path);
  const last = keys.pop();
  if (last === undefined) throw invalid('A patch of the whole document is not permitted.');
  const parent = keys.reduce<unknown>((node, key) => child(node, key, path), document);
  if (op === 'test') {
    if (!isDeepStrictEqual(child(parent, last, path), value)) throw invalid(`The test of ${path} failed.`);
  } else if (Array.isArray(parent)) changeItem(parent, op, last, value, path);
  else changeMember(parent, op, last, value, path);
  return document;
}

function pointer(path: unknown): string[] {
  if (typeof path !== 'string' || !path.startsWith('/')) throw invalid(`${String(path)} is not a JSON pointer.`);
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(node: unknown, key: string, path: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) throw invalid(`Nothing is at ${path}.`);
  return (node as Json)[key];
}

function changeItem(list: unknown[], op: string, key: string, value: unknown, path: string): void {
  const index = key === '-' && op === 'add' ? list.length : Number(key);
  const last = op === 'add' ? list.length : list.length - 1;
  if (!/^(\d+|-)$/.test(key) || !(index <= last)) throw invalid(`Nothing is at ${path}.`);
  if (op === 'remove') list.splice(index, 1);
  else list.splice(index, op === 'replace' ? 1 : 0, value);
}

function changeMember(parent: unknown, op: string, key: string, value: unknown, path: string): void {
  if (typeof parent !== 'object' || parent === null) throw invalid(`Nothing is at ${path}.`);
  if (op !== 'add') child(parent, key, path);
  if (op === 'remove') delete (parent as Json)[key];
  // Not by assignment: a member named __proto__ is an ordinary one.
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
