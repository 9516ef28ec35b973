import { readFileSync } from 'node:fs';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export class InvalidWorkflow extends Error {
  override name = 'InvalidWorkflow';
}

type WorkflowProps = {
  /** The folder that holds `workflow.asl.json`. */
  folder: URL;
  type: StateMachineType;
  /** Every step's function; the placeholder `${<Name>Function}` becomes its ARN, and the workflow may invoke it. */
  steps: Record<string, IFunction>;
  /** The other placeholders of the definition. */
  substitutions: Record<string, string>;
};

/** Reads a definition and refuses what Step Functions would accept in silence, or only fail at run time. */
const readDefinition = (folder: URL, placeholders: string[]): string => {
  const text = readFileSync(new URL('workflow.asl.json', folder), 'utf8');
  const definition = JSON.parse(text);
  const fail = (problem: string): never => {
    throw new InvalidWorkflow(`${folder.pathname}workflow.asl.json ${problem}.`);
  };
  if (definition.QueryLanguage !== 'JSONata') fail('must say "QueryLanguage": "JSONata"');
  if (typeof definition.TimeoutSeconds !== 'number') fail('must say TimeoutSeconds');
  const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
  const missing = [...used].filter((name) => !placeholders.includes(`${name}`));
  const unused = placeholders.filter((name) => !used.has(name));
  if (missing.length > 0) fail(`has placeholders that nothing fills: ${missing.join(', ')}`);
  if (unused.length > 0) fail(`lacks placeholders that are filled: ${unused.join(', ')}`);
  return text;
};

/** The only wrapper over a state machine: its definition is one ASL file, its logs never hold the data it works on. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly arn: string;

  constructor(scope: Construct, id: string, { folder, type, steps, substitutions }: WorkflowProps) {
    super(scope, id);
    const functions = Object.fromEntries(Object.entries(steps).map(([name, step]) => [`${name}Function`, step]));
    const definitionSubstitutions = {
      ...Object.fromEntries(Object.entries(functions).map(([name, step]) => [name, step.functionArn])),
      ...substitutions,
    };
    const definition = readDefinition(folder, Object.keys(definitionSubstitutions));
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions,
      stateMachineType: type,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    this.arn = this.stateMachine.stateMachineArn;
    this.grant(
      ['lambda:InvokeFunction'],
      Object.values(functions).map((step) => step.functionArn),
    );
  }

  /** Lets the workflow's own states call AWS. */
  grant(actions: string[], resources: string[]): void {
    this.stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }

  /** Lets a function run this Express workflow to its end. */
  grantStartSync(poller: IFunction): void {
    this.stateMachine.grantStartSyncExecution(poller);
  }
}
