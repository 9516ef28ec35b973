import { randomUUID } from 'node:crypto';
import type { House } from '../gateway/service.ts';
import type { StackRecord } from './records.ts';

export function newStack({ account, region }: House, name: string, created: number): StackRecord {
  return {
    id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
    name,
    status: 'CREATE_IN_PROGRESS',
    template: '',
    parameters: {},
    resolvedParameters: {},
    tags: {},
    outputs: [],
    imports: [],
    created,
    notificationArns: [],
    capabilities: [],
    terminationProtection: false,
    disableRollback: false,
    mode: 'STANDARD',
  };
}
