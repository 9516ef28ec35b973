import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Diagnostic } from './rules.ts';

/**
 * Checks a definition against the schema of the language. The package is loaded with the first definition: a start that
 * deploys nothing does without its memory.
 */
export const checkSchema = async (text: string): Promise<Diagnostic[]> => {
  const { default: validate } = await import('asl-validator');
  // The validator writes defaults into what it checks, so it gets a copy of its own.
  const { isValid, errors } = validate(withoutTemplates(JSON.parse(text) as Json));
  if (isValid) return [];
  return errors.map((error) => ({
    code: error['Error code'],
    message: error.Message ?? JSON.stringify(error['Schema errors'] ?? 'invalid'),
  }));
};

const TEMPLATES = ['Arguments', 'Output', 'Assign', 'ItemSelector'];

/**
 * The schema is narrower than AWS on what stands inside templates (plain texts as Output, expressions of several
 * lines). Compiling checks those; the schema sees only that the field is there.
 */
const withoutTemplates = (value: Json): Json => {
  if (typeof value === 'string') return /^\{%[\s\S]*%\}$/.test(value) ? '{% 1 %}' : value;
  if (Array.isArray(value)) return value.map(withoutTemplates);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [name, withoutTemplates(member)]);
  const copy: JsonObject = Object.fromEntries(members);
  const holdsTemplates = typeof copy.Type === 'string' || copy.Next !== undefined;
  if (holdsTemplates) for (const name of TEMPLATES) if (copy[name] !== undefined) copy[name] = {};
  return copy;
};
