import { AwsError } from '../../../gateway/aws-error.ts';
import type { House, Operation } from '../../../gateway/service.ts';
import type { MachineType } from '../definition/read-definition.ts';
import type { Executor } from '../execution/executor.ts';
import {
  type LoggingConfiguration,
  type Machine,
  type MachineCatalog,
  nextRevisionId,
} from '../machine/machine-catalog.ts';
import { checkMachineRole } from '../machine/machine-role.ts';
import { checkName, pageOf, requiredText } from './input.ts';

const seconds = (milliseconds: number) => milliseconds / 1000;

export const loggingOf = (logging: LoggingConfiguration | undefined) =>
  logging ?? { level: 'OFF', includeExecutionData: false };
export const tracingOf = (tracing: { enabled?: boolean } | undefined) => tracing ?? { enabled: false };
export const shownRevision = (revisionId: string) => (revisionId === 'INITIAL' ? {} : { revisionId });

const describe = (machine: Machine) => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  status: 'ACTIVE',
  definition: machine.definition,
  roleArn: machine.roleArn,
  type: machine.type,
  creationDate: seconds(machine.creationDate),
  loggingConfiguration: loggingOf(machine.loggingConfiguration),
  tracingConfiguration: tracingOf(machine.tracingConfiguration),
  ...shownRevision(machine.revisionId),
});

const refuseVersions = (publish: unknown): void => {
  if (publish === true)
    throw new AwsError('ValidationException', 'Versions (publish) are not supported by the local endpoint');
};

const checkLogging = (logging: LoggingConfiguration | undefined): void => {
  if (logging?.level !== undefined && logging.level !== 'OFF' && !logging.destinations?.length)
    throw new AwsError(
      'InvalidLoggingConfiguration',
      'Invalid Logging Configuration: Must specify exactly one Log Destination.',
    );
};

const checkRole = (roleArn: unknown): string => {
  if (typeof roleArn === 'string' && /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(roleArn)) return roleArn;
  throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid role ARN: ${String(roleArn)}'`);
};

const tagsOf = (tags: unknown): Record<string, string> =>
  Object.fromEntries((Array.isArray(tags) ? tags : []).map(({ key, value }) => [String(key), String(value ?? '')]));

const differs = (machine: Machine, wanted: Partial<Machine>): boolean =>
  (['definition', 'type', 'roleArn', 'loggingConfiguration', 'tracingConfiguration'] as const).some(
    (name) => JSON.stringify(machine[name]) !== JSON.stringify(wanted[name]),
  );

export const createStateMachine =
  (house: House, machines: MachineCatalog): Operation =>
  async (input) => {
    refuseVersions(input.publish);
    const name = checkName(input.name);
    const arn = machines.arnOf(name);
    const type: MachineType = input.type ?? 'STANDARD';
    checkLogging(input.loggingConfiguration);
    const now = house.clock.now();
    const machine: Machine = {
      arn,
      name,
      type,
      definition: requiredText(input.definition, 'definition'),
      roleArn: checkRole(input.roleArn),
      revisionId: 'INITIAL',
      creationDate: now,
      updateDate: now,
      tags: tagsOf(input.tags),
      ...(input.loggingConfiguration ? { loggingConfiguration: input.loggingConfiguration } : {}),
      ...(input.tracingConfiguration ? { tracingConfiguration: input.tracingConfiguration } : {}),
    };
    const known = machines.find(arn);
    if (known && differs(known, machine))
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    checkMachineRole(house, machine);
    const saved = known ?? (await machines.save(machine));
    return { stateMachineArn: arn, creationDate: seconds(saved.creationDate) };
  };

export const updateStateMachine =
  (house: House, machines: MachineCatalog): Operation =>
  async (input) => {
    refuseVersions(input.publish);
    const machine = machines.require(input.stateMachineArn);
    const changes = ['definition', 'roleArn', 'loggingConfiguration', 'tracingConfiguration'].filter(
      (name) => input[name] !== undefined,
    );
    if (changes.length === 0)
      throw new AwsError(
        'MissingRequiredParameter',
        "Missing Required Parameter: 'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified'",
      );
    checkLogging(input.loggingConfiguration);
    if (input.roleArn !== undefined) checkRole(input.roleArn);
    const updateDate = house.clock.now();
    const revisionId = nextRevisionId();
    const changed: Machine = {
      ...machine,
      ...Object.fromEntries(changes.map((name) => [name, input[name]])),
      revisionId,
      updateDate,
    };
    checkMachineRole(house, changed);
    await machines.save(changed);
    return { updateDate: seconds(updateDate), revisionId };
  };

/** Running executions end as ABORTED: on AWS they do at their next transition. */
export const deleteStateMachine =
  (machines: MachineCatalog, executor: Executor): Operation =>
  async (input) => {
    const arn = requiredText(input.stateMachineArn, 'stateMachineArn');
    if (!machines.find(arn)) return {};
    const running = executor.ofMachine(arn).filter(({ status }) => status === 'RUNNING');
    machines.delete(arn);
    await Promise.all(running.map((execution) => executor.stop(execution.arn)));
    return {};
  };

export const describeStateMachine =
  (machines: MachineCatalog): Operation =>
  (input) => {
    const shown = describe(machines.require(input.stateMachineArn));
    return input.includedData === 'METADATA_ONLY' ? { ...shown, definition: '' } : shown;
  };

export const listStateMachines =
  (machines: MachineCatalog): Operation =>
  (input) => {
    const { page, nextToken } = pageOf(machines.all(), input.maxResults, input.nextToken);
    const stateMachines = page.map(({ arn, name, type, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: seconds(creationDate),
    }));
    return { stateMachines, ...(nextToken ? { nextToken } : {}) };
  };

export const validateStateMachineDefinition =
  (machines: MachineCatalog): Operation =>
  async (input) => {
    const { machine, diagnostics } = await machines.diagnose(
      requiredText(input.definition, 'definition'),
      input.type ?? 'STANDARD',
    );
    const shown = diagnostics.slice(0, input.maxResults > 0 ? input.maxResults : 100);
    return {
      result: machine ? 'OK' : 'FAIL',
      diagnostics: shown.map((diagnostic) => ({ severity: 'ERROR', ...diagnostic })),
      truncated: shown.length < diagnostics.length,
    };
  };

export const listTagsForResource =
  (machines: MachineCatalog): Operation =>
  (input) => ({
    tags: Object.entries(machines.require(input.resourceArn).tags).map(([key, value]) => ({ key, value })),
  });

export const tagResource =
  (machines: MachineCatalog): Operation =>
  (input) => {
    const machine = machines.require(input.resourceArn);
    machines.saveTags(machine, { ...machine.tags, ...tagsOf(input.tags) });
    return {};
  };

export const untagResource =
  (machines: MachineCatalog): Operation =>
  (input) => {
    const machine = machines.require(input.resourceArn);
    const gone = new Set<string>(input.tagKeys ?? []);
    machines.saveTags(machine, Object.fromEntries(Object.entries(machine.tags).filter(([key]) => !gone.has(key))));
    return {};
  };
