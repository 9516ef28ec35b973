import type { Properties, ResourceState } from '../gateway/service.ts';

/** A stack as it is kept. Times are milliseconds since the epoch. */
export interface StackRecord {
  id: string;
  name: string;
  status: string;
  reason?: string;
  template: string;
  description?: string;
  /** As given by the caller, or the template's default. */
  parameters: Record<string, string>;
  /** Of parameters of an SSM type: the value that was found. */
  resolvedParameters: Record<string, unknown>;
  tags: Record<string, string>;
  outputs: { key: string; value: string; description?: string; exportName?: string }[];
  /** Names of exports of other stacks that this stack uses. */
  imports: string[];
  created: number;
  updated?: number;
  deleted?: number;
  parentId?: string;
  rootId?: string;
  roleArn?: string;
  notificationArns: string[];
  capabilities: string[];
  terminationProtection: boolean;
  disableRollback: boolean;
  /** `EXPRESS` or `STANDARD`. */
  mode: string;
  /** The template and parameters of the last operation that succeeded, to roll back to. */
  settled?: { template: string; parameters: Record<string, string>; tags: Record<string, string> };
}

export interface ResourceRecord {
  stackId: string;
  logicalId: string;
  type: string;
  status: string;
  reason?: string;
  updated: number;
  /** Absent until the resource exists. */
  state?: ResourceState;
  /** As the provider last took them. */
  properties: Properties;
  dependsOn: string[];
  /** The template no longer has it: it is deleted once the update is done. */
  obsolete: boolean;
  deletionPolicy: string;
  updateReplacePolicy: string;
  /** Former physical resources, replaced and yet to be deleted. */
  replaced: { state: ResourceState; properties: Properties; type: string; retain: boolean }[];
}

export interface EventRecord {
  id: string;
  stackId: string;
  stackName: string;
  logicalId: string;
  physicalId?: string;
  type: string;
  time: number;
  status: string;
  reason?: string;
  token?: string;
}
