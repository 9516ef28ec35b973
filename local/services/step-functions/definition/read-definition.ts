import type { Clock } from '../../../clock.ts';
import { AwsError } from '../../../gateway/aws-error.ts';
import { isObject } from '../json.ts';
import type { MachineDefinition } from './asl.ts';
import { compileMachine } from './compile.ts';
import type { CompiledMachine } from './compiled.ts';
import { checkRules, type Diagnostic } from './rules.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** AWS: a definition has at most 1 MiB. */
const LONGEST_DEFINITION = 1_048_576;

/** How a definition is checked against the schema of the language: by far the dearest part of reading it. */
export type SchemaCheck = (text: string) => Promise<Diagnostic[]>;

/** Parses, validates and compiles a definition; a refused one throws InvalidDefinition with every reason. */
export const readDefinition = async (
  text: string,
  type: MachineType,
  clock: Clock,
  schema: SchemaCheck,
): Promise<CompiledMachine> => {
  const outcome = await diagnose(text, type, clock, schema);
  if (outcome.machine) return outcome.machine;
  const reasons = outcome.diagnostics.map(
    ({ code, message, location }) => `${code}: ${message}${location ? ` at ${location}` : ''}`,
  );
  throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reasons.join(', ')}'`);
};

/** What ValidateStateMachineDefinition reports: the compiled machine, or why there is none. */
export const diagnose = async (
  text: string,
  type: MachineType,
  clock: Clock,
  checkSchema: SchemaCheck,
): Promise<{ machine?: CompiledMachine; diagnostics: Diagnostic[] }> => {
  if (text.length > LONGEST_DEFINITION)
    return refused('SCHEMA_VALIDATION_FAILED', 'The definition exceeds 1048576 characters');
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return refused('INVALID_JSON_DESCRIPTION', `The definition is not JSON: ${messageOf(error)}`);
  }
  if (!isObject(definition)) return refused('SCHEMA_VALIDATION_FAILED', 'The definition is not a JSON object');
  const own = checkRules(definition, type);
  if (own.length > 0) return { diagnostics: own };
  const schema = await checkSchema(text);
  if (schema.length > 0) return { diagnostics: schema };
  try {
    return { machine: compileMachine(definition as unknown as MachineDefinition, clock), diagnostics: [] };
  } catch (error) {
    return refused('SCHEMA_VALIDATION_FAILED', messageOf(error));
  }
};

const refused = (code: string, message: string) => ({ diagnostics: [{ code, message }] });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
