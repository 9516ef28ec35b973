import { randomUUID } from 'node:crypto';
import { forTheAccountAlone } from '../../authorization/access.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Properties, ResourceState, Service } from '../../gateway/service.ts';
import { applyPatch } from './json-patch.ts';

/** A resource that exists, whoever made it. */
export interface ControlledResource {
  state: ResourceState;
  properties: Properties;
  /** The names of the properties that identify a resource of its type. */
  primaryIdentifier: string[];
  /** Changes the resource in place; throws where that would need another resource. */
  update(properties: Properties): Promise<void>;
}

/** Knows the resources of a type. */
export interface ResourceDirectory {
  deployed(type: string): Promise<ControlledResource[]>;
}

interface Input {
  TypeName?: string;
  Identifier?: string;
  PatchDocument?: string;
  RequestToken?: string;
}

interface ProgressEvent {
  TypeName: string;
  Identifier: string;
  RequestToken: string;
  Operation: string;
  OperationStatus: string;
  /** Seconds since the epoch. */
  EventTime: number;
}

/**
 * Cloud Control, as far as a hotswap of the CDK needs it: reading and changing in place what a stack has made. A change
 * is done when UpdateResource answers, and one that fails answers with the error instead of a request to ask about.
 */
export function createCloudControl(house: House, directory: ResourceDirectory): Service {
  const requests = house.store.collection<ProgressEvent>('cloudcontrol.requests');

  const find = async ({ TypeName = '', Identifier = '' }: Input) => {
    const all = await directory.deployed(TypeName);
    const found = all.find((resource) => answersTo(resource, Identifier));
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Resource of type '${TypeName}' with identifier '${Identifier}' was not found.`,
    );
  };

  const describe = ({ state, properties }: ControlledResource, Identifier: string) => ({
    Identifier,
    Properties: JSON.stringify({ ...properties, ...state.attributes }),
  });

  return {
    name: 'cloudcontrolapi',
    protocol: { kind: 'json', targets: ['CloudApiService'] },
    access: forTheAccountAlone('cloudformation', [
      'UpdateResource',
      'GetResource',
      'ListResources',
      'GetResourceRequestStatus',
    ]),
    operations: {
      async UpdateResource(input: Input) {
        const { TypeName = '', Identifier = '', PatchDocument = '' } = input;
        const resource = await find(input);
        await resource.update(applyPatch(resource.properties, PatchDocument));
        const event: ProgressEvent = {
          TypeName,
          Identifier,
          RequestToken: randomUUID(),
          Operation: 'UPDATE',
          OperationStatus: 'SUCCESS',
          EventTime: house.clock.now() / 1000,
        };
        requests.put(event.RequestToken, event);
        return { ProgressEvent: event };
      },
      async GetResource(input: Input) {
        const { TypeName, Identifier = '' } = input;
        return { TypeName, ResourceDescription: describe(await find(input), Identifier) };
      },
      async ListResources({ TypeName = '' }: Input) {
        const all = await directory.deployed(TypeName);
        return { TypeName, ResourceDescriptions: all.map((one) => describe(one, one.state.physicalId)) };
      },
      GetResourceRequestStatus({ RequestToken = '' }: Input) {
        const event = requests.get(RequestToken);
        if (!event) throw new AwsError('RequestTokenNotFoundException', `Request ${RequestToken} was not found.`);
        return { ProgressEvent: event };
      },
    },
  };
}

/** By its physical id, what Ref answers, its ARN, or the parts of its primary identifier joined by `|`. */
function answersTo({ state, properties, primaryIdentifier }: ControlledResource, identifier: string): boolean {
  const { physicalId, ref, attributes } = state;
  const parts = primaryIdentifier.map((name) => properties[name] ?? attributes[name] ?? physicalId);
  return [physicalId, ref, attributes.Arn, parts.join('|')].includes(identifier);
}
