import { randomUUID } from 'node:crypto';
import type {
  House,
  HttpRequest,
  HttpResponse,
  ResourceContext,
  ResourceProvider,
  ResourceState,
} from '../gateway/service.ts';
import { isObject, type Json, validationError } from './template.ts';

/**
 * The host of every ResponseURL. A custom resource's function answers by HTTPS PUT on port 443 (`cfn-response` and the
 * CDK's Provider framework fix both), so whoever runs functions sends requests for this host to
 * `<endpoint>` + RESPONSE_PATH + the URL's path without its first slash.
 */
export const RESPONSE_HOST = 'cloudformation-custom-resource-response.local';
export const RESPONSE_PATH = '/_cloudformation/response/';

/** Where the template gives no ServiceTimeout. */
const DEFAULT_TIMEOUT_SECONDS = 3600;

interface Answer {
  Status: string;
  Reason?: string;
  PhysicalResourceId?: string;
  Data?: Json;
}

interface Request {
  type: string;
  context: ResourceContext;
  properties: Json;
  RequestType: 'Create' | 'Update' | 'Delete';
  PhysicalResourceId?: string;
  OldResourceProperties?: Json;
}

/** Invokes the functions behind custom resources and takes their answers. */
export class CustomResources {
  #house: House;
  #waiting = new Map<string, (answer: Answer) => void>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Takes what a function PUTs to its ResponseURL. */
  receive = async ({ method, url, body }: HttpRequest): Promise<HttpResponse> => {
    const id = url.pathname.slice(RESPONSE_PATH.length);
    const settle = this.#waiting.get(id);
    if (method !== 'PUT' || !settle) return { status: 403, body: 'This response was not asked for.' };
    const answer: unknown = JSON.parse(body.toString('utf8'));
    if (!isObject(answer)) return { status: 400, body: 'A response is a JSON object.' };
    settle(answer as unknown as Answer);
    return { status: 200 };
  };

  async request(request: Request): Promise<ResourceState> {
    const answer = await this.#ask(request);
    const physicalId = answer.PhysicalResourceId ?? request.PhysicalResourceId;
    if (answer.Status !== 'SUCCESS')
      throw new Error(
        `Received response status [FAILED] from custom resource. Message returned: ${answer.Reason ?? ''}`,
      );
    if (!physicalId) throw new Error('Invalid PhysicalResourceId');
    return { physicalId, attributes: answer.Data ?? {} };
  }

  async #ask(request: Request): Promise<Answer> {
    const id = randomUUID();
    const seconds = Number(request.properties.ServiceTimeout ?? DEFAULT_TIMEOUT_SECONDS);
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    const timer = this.#house.clock.after(seconds * 1000, () =>
      this.#waiting.get(id)?.({
        Status: 'FAILED',
        Reason: `CloudFormation did not receive a response from your Custom Resource within ${seconds} s.`,
      }),
    );
    try {
      // A function that fails has not answered and never will: AWS waits out the timeout, here the reason comes at once.
      this.#invoke(id, request).catch((error: Error) =>
        this.#waiting.get(id)?.({ Status: 'FAILED', Reason: error.message }),
      );
      return await answer;
    } finally {
      timer.cancel();
      this.#waiting.delete(id);
    }
  }

  async #invoke(id: string, { type, context, properties, RequestType, ...rest }: Request): Promise<void> {
    const event = {
      RequestType,
      ServiceToken: properties.ServiceToken,
      ResponseURL: `https://${RESPONSE_HOST}/${id}?endpoint=`,
      StackId: context.stackId,
      RequestId: id,
      LogicalResourceId: context.logicalId,
      ResourceType: type,
      ResourceProperties: asTexts(properties),
      ...rest,
      ...(rest.OldResourceProperties && { OldResourceProperties: asTexts(rest.OldResourceProperties) }),
    };
    const { FunctionError, Payload } = await this.#house.aws.call<{ FunctionError?: string; Payload?: unknown }>({
      service: 'lambda',
      operation: 'Invoke',
      input: {
        FunctionName: properties.ServiceToken,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(JSON.stringify(event)),
      },
      // With the rights of who deploys, and that is the account's holder.
      principal: { kind: 'account' },
    });
    if (FunctionError) throw new Error(`The function behind the resource failed: ${messageOf(Payload)}`);
  }
}

function messageOf(payload: unknown): string {
  const text = payload instanceof Uint8Array ? Buffer.from(payload).toString('utf8') : String(payload ?? '');
  try {
    return String((JSON.parse(text) as Json).errorMessage ?? text);
  } catch {
    return text;
  }
}

/** CloudFormation sends every number and truth value of a custom resource as text. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Where Update answers another physical id, the old one gets its Delete once the stack's update is done. */
export function customResourceProvider(custom: CustomResources, type: string): ResourceProvider {
  return {
    create: (properties, context) => {
      checkServiceToken(properties, context);
      return custom.request({ type, context, properties, RequestType: 'Create' });
    },
    update: ({ physicalId }, properties, previous, context) => {
      checkServiceToken(properties, context);
      return custom.request({
        type,
        context,
        properties,
        RequestType: 'Update',
        PhysicalResourceId: physicalId,
        OldResourceProperties: previous,
      });
    },
    delete: async ({ physicalId }, properties, context) => {
      await custom.request({ type, context, properties, RequestType: 'Delete', PhysicalResourceId: physicalId });
    },
  };
}

function checkServiceToken({ ServiceToken }: Json, { logicalId }: ResourceContext): void {
  if (typeof ServiceToken !== 'string' || !ServiceToken.includes(':lambda:'))
    throw validationError(
      `The local endpoint supports custom resources backed by a Lambda function only (${logicalId}).`,
    );
}
