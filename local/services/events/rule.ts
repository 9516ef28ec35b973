/** What PutTargets gives of a target, in the API's own shape. */
export interface Target {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  SqsParameters?: { MessageGroupId?: string };
  RetryPolicy?: { MaximumEventAgeInSeconds?: number; MaximumRetryAttempts?: number };
  DeadLetterConfig?: { Arn?: string };
}

export interface Rule {
  name: string;
  arn: string;
  bus: string;
  description?: string;
  pattern?: string;
  schedule?: string;
  state: 'ENABLED' | 'DISABLED';
  roleArn?: string;
  tags: Record<string, string>;
  targets: Target[];
  /** When a scheduled rule was last put or enabled; its rate counts from here. Milliseconds. */
  anchor: number;
  /** The next moment it is due, kept so that a restart knows what it missed. */
  nextDue?: number;
}

export interface Bus {
  name: string;
  arn: string;
  description?: string;
  policy?: string;
  deadLetterArn?: string;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
}

/** An event as every consumer sees it. */
export interface Envelope {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

/**
 * Joins rules with what they can reach; the service itself knows none of it.
 */
export interface RuleTargets {
  /** Throws when the endpoint cannot deliver to such a target, or the target lacks what its kind needs. */
  check(target: Target): void;
  /** Sends to one target; answers an error in the place of each that failed. */
  send(target: Target, ruleArn: string, parcels: RuleParcel[]): Promise<(Error | undefined)[]>;
}

export interface RuleParcel {
  id: string;
  /** The event after InputPath, Input or InputTransformer. */
  payload: string;
  envelope: Envelope;
}
