import type { Json, JsonObject } from '../json.ts';

/** The Amazon States Language as a definition spells it, after validation. */
export interface FlowDefinition {
  StartAt: string;
  States: Record<string, StateDefinition>;
}

export type QueryLanguage = 'JSONata' | 'JSONPath';

export interface MachineDefinition extends FlowDefinition {
  Comment?: string;
  QueryLanguage?: QueryLanguage;
  TimeoutSeconds?: number;
  Version?: string;
}

type StateType = 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Parallel' | 'Map' | 'Succeed' | 'Fail';

export interface StateDefinition {
  Type: StateType;
  Comment?: string;
  QueryLanguage?: QueryLanguage;
  Next?: string;
  End?: boolean;
  Resource?: string;
  Result?: Json;
  Arguments?: Json;
  Output?: Json;
  Assign?: JsonObject;
  InputPath?: string | null;
  OutputPath?: string | null;
  ResultPath?: string | null;
  Parameters?: Json;
  ResultSelector?: JsonObject;
  ItemSelector?: Json;
  Choices?: ChoiceRule[];
  Default?: string;
  Branches?: FlowDefinition[];
  ItemProcessor?: ItemProcessor;
  Iterator?: ItemProcessor;
  Retry?: RetryRule[];
  Catch?: CatchRule[];
  [field: string]: unknown;
}

export interface ItemProcessor extends FlowDefinition {
  ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED' };
}

export interface ChoiceRule {
  Next: string;
  Condition?: string | boolean;
  Output?: Json;
  Assign?: JsonObject;
  [comparator: string]: unknown;
}

export interface RetryRule {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

interface CatchRule {
  ErrorEquals: string[];
  Next: string;
  Output?: Json;
  Assign?: JsonObject;
  ResultPath?: string | null;
}
