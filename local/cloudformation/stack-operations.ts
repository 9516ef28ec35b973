import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../gateway/aws-error.ts';
import { checkTemplate } from './check.ts';
import { checkUnused, cleanUp, deploy } from './deploy.ts';
import { type Engine, readTemplate } from './engine.ts';
import { flag, listOf, tagsOf } from './input.ts';
import { type GivenParameter, resolveParameters, takeParameters } from './parameters.ts';
import type { StackRecord } from './records.ts';
import { removeResources } from './remove.ts';
import { reasonOf } from './resource-step.ts';
import type { RunningOperations } from './running-operations.ts';
import { newStack } from './stack-identity.ts';
import { isObject, type Json, parseTemplate, validationError } from './template.ts';

export interface StackInput {
  StackName?: string;
  TemplateBody?: string;
  TemplateURL?: string;
  UsePreviousTemplate?: unknown;
  Parameters?: GivenParameter[];
  Tags?: unknown;
  Capabilities?: unknown;
  NotificationARNs?: unknown;
  RoleARN?: string;
  ClientRequestToken?: string;
  DisableRollback?: unknown;
  OnFailure?: string;
  EnableTerminationProtection?: unknown;
  RetainResources?: unknown;
  DeploymentConfig?: unknown;
}

/** CreateStack, UpdateStack and DeleteStack: they check, answer at once, and go on in the background. */
export class StackOperations {
  #engine: Engine;
  #running: RunningOperations;

  constructor(engine: Engine, running: RunningOperations) {
    this.#engine = engine;
    this.#running = running;
  }

  create = async (input: StackInput) => {
    const { book, house } = this.#engine;
    const name = stackName(input);
    if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name))
      throw validationError(
        `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    this.#refuseExisting(name);
    const stack = newStack(house, name, 0);
    await this.#describe(stack, input);
    this.#refuseExisting(name);
    stack.created = book.now();
    stack.terminationProtection = flag(input.EnableTerminationProtection);
    if (input.OnFailure === 'DO_NOTHING') stack.disableRollback = true;
    this.#begin(stack, 'CREATE_IN_PROGRESS', input, () => this.#runCreate(stack, input.OnFailure === 'DELETE'));
    return { StackId: stack.id };
  };

  update = async (input: StackInput) => {
    const stack = this.#existing(stackName(input));
    this.#checkUpdatable(stack);
    const before = structuredClone(stack);
    await this.#describe(stack, input);
    const failed = stack.status.endsWith('FAILED');
    if (!failed && isSame(before, stack)) throw validationError('No updates are to be performed.');
    this.#checkTypes(stack);
    this.#checkUpdatable(this.#existing(stack.id));
    stack.updated = this.#engine.book.now();
    this.#begin(stack, 'UPDATE_IN_PROGRESS', input, () => this.#runUpdate(stack));
    return { StackId: stack.id };
  };

  /** A stack that does not exist is as good as deleted. */
  delete = (input: StackInput) => {
    const stack = this.#engine.book.find(stackName(input));
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    if (stack.terminationProtection)
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    if (this.#running.has(stack.id)) throw inProgress(stack, 'deleted');
    const retain = listOf<string>(input.RetainResources);
    if (retain.length > 0 && stack.status !== 'DELETE_FAILED')
      throw validationError(
        `Invalid operation on stack [${stack.id}]. RetainResources can only be specified for stacks in the DELETE_FAILED state`,
      );
    this.#begin(stack, 'DELETE_IN_PROGRESS', input, () => this.#runDelete(stack, retain));
    return {};
  };

  async #describe(stack: StackRecord, input: StackInput): Promise<void> {
    const text = await this.#templateOf(input, stack.template);
    const template = parseTemplate(text);
    const parameters = takeParameters(template, listOf(input.Parameters), stack.parameters);
    const config = isObject(input.DeploymentConfig) ? input.DeploymentConfig : {};
    const mode = String(config.Mode ?? 'STANDARD');
    if (!['STANDARD', 'EXPRESS'].includes(mode)) throw validationError(`The deployment mode ${mode} does not exist.`);
    // In EXPRESS mode a failure leaves everything as it is, unless the caller asks for the rollback.
    const disableRollback = config.DisableRollback ?? input.DisableRollback ?? mode === 'EXPRESS';
    Object.assign(stack, {
      template: text,
      description: template.Description,
      parameters,
      tags: input.Tags === undefined ? stack.tags : tagsOf(input.Tags),
      capabilities: listOf<string>(input.Capabilities),
      notificationArns: listOf<string>(input.NotificationARNs),
      roleArn: input.RoleARN || stack.roleArn,
      mode,
      disableRollback: flag(disableRollback),
    });
    const resolved = await resolveParameters(this.#engine.house.aws, template, parameters);
    await checkTemplate(this.#engine, stack, template, resolved);
  }

  async #templateOf({ TemplateBody, TemplateURL, UsePreviousTemplate }: StackInput, previous: string): Promise<string> {
    if (flag(UsePreviousTemplate) && previous) return previous;
    if (TemplateBody) return TemplateBody;
    if (TemplateURL) return readTemplate(this.#engine, TemplateURL);
    throw validationError('Either Template URL or Template Body must be specified.');
  }

  #refuseExisting(name: string): void {
    if (this.#engine.book.find(name)) throw alreadyExists(name);
  }

  #existing(name: string): StackRecord {
    const stack = this.#engine.book.find(name);
    if (!stack || stack.status === 'DELETE_COMPLETE') throw validationError(`Stack [${name}] does not exist`);
    return stack;
  }

  #checkUpdatable(stack: StackRecord): void {
    if (
      stack.status.endsWith('IN_PROGRESS') ||
      stack.status === 'DELETE_FAILED' ||
      stack.status === 'ROLLBACK_COMPLETE'
    )
      throw inProgress(stack, 'updated');
  }

  #checkTypes(stack: StackRecord): void {
    const { Resources } = parseTemplate(stack.template);
    const changed = this.#engine.book
      .resources(stack.id)
      .filter(({ logicalId, type, state }) => state && Resources[logicalId] && Resources[logicalId].Type !== type);
    if (changed.length > 0)
      throw validationError(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.map(({ logicalId }) => logicalId).join(', ')}]`,
      );
  }

  #begin(stack: StackRecord, status: string, { ClientRequestToken }: StackInput, run: () => Promise<void>): void {
    const { book } = this.#engine;
    if (ClientRequestToken) book.tokens.set(stack.id, ClientRequestToken);
    else book.tokens.delete(stack.id);
    book.trimEvents(stack.id);
    book.setStatus(stack, status, 'User Initiated');
    this.#running.begin(stack.id, run);
  }

  async #runCreate(stack: StackRecord, deleteOnFailure: boolean): Promise<void> {
    const { book } = this.#engine;
    try {
      await deploy(this.#engine, stack, 'CREATE');
    } catch (error) {
      if (stack.disableRollback) return book.setStatus(stack, 'CREATE_FAILED', reasonOf(error));
      const status = deleteOnFailure ? 'DELETE' : 'ROLLBACK';
      book.setStatus(stack, `${status}_IN_PROGRESS`, reasonOf(error));
      const failed = await removeResources(this.#engine, stack, book.resources(stack.id), { isRollback: true });
      return this.#end(stack, failed.length > 0 ? `${status}_FAILED` : `${status}_COMPLETE`);
    }
    this.#settle(stack);
    book.setStatus(stack, 'CREATE_COMPLETE');
  }

  async #runUpdate(stack: StackRecord): Promise<void> {
    const { book } = this.#engine;
    try {
      await deploy(this.#engine, stack, 'UPDATE');
    } catch (error) {
      if (stack.disableRollback || !stack.settled) return book.setStatus(stack, 'UPDATE_FAILED', reasonOf(error));
      return this.#rollBack(stack, reasonOf(error));
    }
    await cleanUp(this.#engine, stack);
    this.#settle(stack);
    book.setStatus(stack, 'UPDATE_COMPLETE');
  }

  async #rollBack(stack: StackRecord, reason: string): Promise<void> {
    const { book } = this.#engine;
    Object.assign(stack, stack.settled);
    book.setStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
    try {
      await deploy(this.#engine, stack, 'UPDATE');
    } catch (error) {
      return book.setStatus(stack, 'UPDATE_ROLLBACK_FAILED', reasonOf(error));
    }
    await cleanUp(this.#engine, stack);
    book.setStatus(stack, 'UPDATE_ROLLBACK_COMPLETE');
  }

  async #runDelete(stack: StackRecord, retain: string[]): Promise<void> {
    const { book } = this.#engine;
    try {
      for (const { exportName } of stack.outputs) if (exportName) checkUnused(this.#engine, exportName);
    } catch (error) {
      return book.setStatus(stack, 'DELETE_FAILED', reasonOf(error));
    }
    const failed = await removeResources(this.#engine, stack, book.resources(stack.id), { retain });
    if (failed.length === 0) return this.#end(stack, 'DELETE_COMPLETE');
    book.setStatus(stack, 'DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  }

  #end(stack: StackRecord, status: string): void {
    if (status === 'DELETE_COMPLETE') stack.deleted = this.#engine.book.now();
    this.#engine.book.setStatus(stack, status);
  }

  #settle(stack: StackRecord): void {
    const { template, parameters, tags } = stack;
    stack.settled = { template, parameters, tags };
  }
}

const stackName = ({ StackName }: StackInput): string => {
  if (!StackName)
    throw validationError(
      "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    );
  return StackName;
};

const alreadyExists = (name: string) => new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);

const inProgress = ({ id, status }: StackRecord, what: string) =>
  validationError(`Stack:${id} is in ${status} state and can not be ${what}.`);

/** Values of SSM parameters count too: the deploy reads them anew. */
const isSame = (before: StackRecord, after: StackRecord) =>
  isDeepStrictEqual(JSON.parse(before.template) as Json, JSON.parse(after.template) as Json) &&
  isDeepStrictEqual(before.parameters, after.parameters) &&
  isDeepStrictEqual(before.tags, after.tags);
