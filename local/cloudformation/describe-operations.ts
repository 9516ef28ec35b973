import { type Engine, readTemplate } from './engine.ts';
import { listOf } from './input.ts';
import { page } from './page.ts';
import type { EventRecord, ResourceRecord, StackRecord } from './records.ts';
import type { RunningOperations } from './running-operations.ts';
import { STACK_TYPE } from './stack-book.ts';
import { parseTemplate, type Template, validationError } from './template.ts';

interface NameInput {
  StackName?: string;
  NextToken?: string;
}

interface TemplateInput extends NameInput {
  TemplateBody?: string;
  TemplateURL?: string;
}

/** The read-only operations. */
export class DescribeOperations {
  #engine: Engine;
  #running: RunningOperations;

  constructor(engine: Engine, running: RunningOperations) {
    this.#engine = engine;
    this.#running = running;
  }

  stacks = async ({ StackName, NextToken }: NameInput, signal?: AbortSignal) => {
    if (!StackName) {
      const all = this.#engine.book.all().filter(({ status }) => status !== 'DELETE_COMPLETE');
      const { items, next } = page(all, NextToken);
      return { Stacks: items.map(describeStack), NextToken: next };
    }
    const { id } = this.#find(StackName);
    await this.#running.settled(id, () => /FAILED|ROLLBACK/.test(this.#find(id).status), signal);
    return { Stacks: [describeStack(this.#find(id))] };
  };

  listStacks = ({ StackStatusFilter, NextToken }: NameInput & { StackStatusFilter?: unknown }) => {
    const wanted = listOf<string>(StackStatusFilter);
    const all = this.#engine.book.all().filter(({ status }) => wanted.length === 0 || wanted.includes(status));
    const { items, next } = page(all, NextToken);
    return { StackSummaries: items.map(summarizeStack), NextToken: next };
  };

  /** Newest first, a hundred at a time. */
  events = ({ StackName, NextToken }: NameInput) => {
    const { id } = this.#find(StackName, (name) => `Stack [${name}] does not exist`);
    const { items, next } = page(this.#engine.book.events(id).reverse(), NextToken);
    this.#running.eventsRead(id);
    return { StackEvents: items.map(describeEvent), NextToken: next };
  };

  resources = ({ StackName, LogicalResourceId, PhysicalResourceId }: Record<string, string | undefined>) => {
    if (!StackName && !PhysicalResourceId) throw validationError('Either StackName or PhysicalResourceId is required.');
    const found = StackName
      ? this.#engine.book.resources(this.#find(StackName).id)
      : this.#siblingsOf(PhysicalResourceId as string);
    const wanted = found.filter(({ logicalId }) => !LogicalResourceId || logicalId === LogicalResourceId);
    return { StackResources: wanted.map((resource) => this.#describeResource(resource)) };
  };

  resource = ({ StackName, LogicalResourceId = '' }: Record<string, string | undefined>) => {
    const stack = this.#find(StackName);
    const resource = this.#engine.book.resource(stack.id, LogicalResourceId);
    if (!resource) throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    const { Timestamp, ...detail } = this.#describeResource(resource);
    const metadata = parseTemplate(stack.template).Resources[LogicalResourceId]?.Metadata;
    return {
      StackResourceDetail: {
        ...detail,
        LastUpdatedTimestamp: Timestamp,
        Metadata: metadata && JSON.stringify(metadata),
      },
    };
  };

  listResources = ({ StackName, NextToken }: NameInput) => {
    const { items, next } = page(this.#engine.book.resources(this.#find(StackName).id), NextToken);
    const StackResourceSummaries = items.map((resource) => {
      const { StackId: _, StackName: __, Timestamp, ...summary } = this.#describeResource(resource);
      return { ...summary, LastUpdatedTimestamp: Timestamp };
    });
    return { StackResourceSummaries, NextToken: next };
  };

  template = ({ StackName }: NameInput) => ({
    TemplateBody: this.#find(StackName).template,
    StagesAvailable: ['Original', 'Processed'],
  });

  templateSummary = async (input: TemplateInput) => {
    const text = await this.#templateText(input);
    const template = parseTemplate(text);
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    return {
      Parameters: describeParameters(template),
      Description: template.Description,
      Version: template.AWSTemplateFormatVersion,
      Metadata: template.Metadata && JSON.stringify(template.Metadata),
      ResourceTypes: [...new Set(types)],
      ...capabilitiesFor(types),
    };
  };

  validate = async (input: TemplateInput) => {
    const template = parseTemplate(await this.#templateText(input));
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    const Parameters = describeParameters(template).map(({ ParameterType: _, ...parameter }) => parameter);
    return { Parameters, Description: template.Description, ...capabilitiesFor(types) };
  };

  exports = ({ NextToken }: NameInput) => {
    const all = this.#living().flatMap(({ id, outputs }) =>
      outputs.flatMap(({ exportName, value }) =>
        exportName ? [{ ExportingStackId: id, Name: exportName, Value: value }] : [],
      ),
    );
    const { items, next } = page(all, NextToken);
    return { Exports: items, NextToken: next };
  };

  imports = ({ ExportName = '' }: { ExportName?: string }) => {
    const users = this.#living().filter(({ imports }) => imports.includes(ExportName));
    if (users.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
    return { Imports: users.map(({ name }) => name) };
  };

  #living = () => this.#engine.book.all().filter(({ status }) => status !== 'DELETE_COMPLETE');

  #find(name = '', message = (asked: string) => `Stack with id ${asked} does not exist`): StackRecord {
    const stack = this.#engine.book.find(name);
    if (!stack) throw validationError(message(name));
    return stack;
  }

  #siblingsOf(physicalId: string): ResourceRecord[] {
    const { book } = this.#engine;
    const resource = book.allResources().find(({ state }) => state?.physicalId === physicalId);
    if (!resource) throw validationError(`Stack for ${physicalId} does not exist`);
    return book.resources(resource.stackId);
  }

  #describeResource({ stackId, logicalId, type, status, reason, updated, state }: ResourceRecord) {
    return {
      StackId: stackId,
      StackName: stackId.split('/')[1],
      LogicalResourceId: logicalId,
      PhysicalResourceId: state?.physicalId,
      ResourceType: type,
      ResourceStatus: status,
      ResourceStatusReason: reason,
      Timestamp: new Date(updated),
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    };
  }

  async #templateText({ StackName, TemplateBody, TemplateURL }: TemplateInput): Promise<string> {
    if (TemplateBody) return TemplateBody;
    if (TemplateURL) return readTemplate(this.#engine, TemplateURL);
    return this.#find(StackName).template;
  }
}

const date = (time: number | undefined) => (time === undefined ? undefined : new Date(time));

function summarizeStack(stack: StackRecord) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: new Date(stack.created),
    LastUpdatedTime: date(stack.updated),
    DeletionTime: date(stack.deleted),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function describeStack(stack: StackRecord) {
  const { TemplateDescription, ...summary } = summarizeStack(stack);
  const hidden = hiddenParameters(stack.template);
  return {
    ...summary,
    Description: TemplateDescription,
    Parameters: Object.entries(stack.parameters).map(([key, value]) => {
      const resolved = stack.resolvedParameters[key];
      return {
        ParameterKey: key,
        ParameterValue: hidden.has(key) ? '****' : value,
        ...(resolved !== undefined && String(resolved) !== value && { ResolvedValue: String(resolved) }),
      };
    }),
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    NotificationARNs: stack.notificationArns,
    Capabilities: stack.capabilities,
    RoleARN: stack.roleArn,
    DisableRollback: stack.disableRollback,
    EnableTerminationProtection: stack.terminationProtection,
    DeploymentConfig: { Mode: stack.mode },
  };
}

const isHidden = ({ NoEcho }: { NoEcho?: boolean | string }) => String(NoEcho) === 'true';

const hiddenParameters = (template: string): Set<string> => {
  const declared = Object.entries((JSON.parse(template) as Partial<Template>).Parameters ?? {});
  return new Set(declared.filter(([, parameter]) => isHidden(parameter)).map(([key]) => key));
};

const describeParameters = ({ Parameters }: Template) =>
  Object.entries(Parameters).map(([key, parameter]) => ({
    ParameterKey: key,
    DefaultValue: parameter.Default === undefined ? undefined : String(parameter.Default),
    ParameterType: parameter.Type,
    NoEcho: isHidden(parameter),
    Description: parameter.Description,
  }));

const capabilitiesFor = (types: string[]) =>
  types.some((type) => type.startsWith('AWS::IAM::') || type === STACK_TYPE)
    ? { Capabilities: ['CAPABILITY_IAM'], CapabilitiesReason: 'The template holds IAM resources or nested stacks.' }
    : {};

const describeEvent = (event: EventRecord) => ({
  EventId: event.id,
  StackId: event.stackId,
  StackName: event.stackName,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId ?? '',
  ResourceType: event.type,
  Timestamp: new Date(event.time),
  ResourceStatus: event.status,
  ResourceStatusReason: event.reason,
  ClientRequestToken: event.token,
});
