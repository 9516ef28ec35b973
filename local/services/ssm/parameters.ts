import { randomBytes } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface ParameterVersion {
  Version: number;
  Value: string;
  /** What a SecureString shows to a reader who asks for no decryption: opaque, and not derived from the value. */
  ciphertext?: string;
  Type: ParameterType;
  /** Seconds since the epoch, as the JSON protocol carries timestamps. */
  LastModifiedDate: number;
  Description?: string;
  AllowedPattern?: string;
  KeyId?: string;
  DataType: string;
  Tier: string;
}

interface StoredParameter {
  versions: ParameterVersion[];
  tags: Record<string, string>;
}

export interface PutInput {
  Name: string;
  Value: string;
  Type?: ParameterType;
  Overwrite?: boolean;
  Description?: string;
  AllowedPattern?: string;
  KeyId?: string;
  DataType?: string;
  Tier?: string;
  Tags?: { Key: string; Value: string }[];
}

const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';
/** AWS keeps a hundred versions of a parameter; a new one drops the oldest. */
const VERSIONS_KEPT = 100;

/** The parameters, without knowledge of requests. Names are the keys, so that a path is a prefix. */
export const parameterStore = (house: House) => {
  const stored = house.store.collection<StoredParameter>('ssm.parameters');

  /** The CDK toolkit asks for this before every deploy; the endpoint needs no bootstrap stack, so it is always there. */
  const bootstrap: StoredParameter = {
    versions: [{ Version: 1, Value: '30', Type: 'String', LastModifiedDate: 0, DataType: 'text', Tier: 'Standard' }],
    tags: {},
  };

  const find = (name: string) => stored.get(name) ?? (name === BOOTSTRAP_VERSION ? bootstrap : undefined);

  const need = (name: string): StoredParameter => {
    const parameter = find(name);
    if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return parameter;
  };

  const arn = (name: string) =>
    `arn:aws:ssm:${house.region}:${house.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

  return {
    arn,
    need,

    /** `name` or `name:version`, as GetParameter takes it; a name or ARN of the parameter both do. */
    version(reference: string): { name: string; version: ParameterVersion; selector?: string } | undefined {
      const plain = reference.startsWith('arn:') ? nameFromArn(reference) : reference;
      const [name = '', selector] = plain.split(':');
      const parameter = find(name);
      if (!parameter) return undefined;
      const version = selector
        ? parameter.versions.find(({ Version }) => String(Version) === selector)
        : parameter.versions.at(-1);
      if (!version)
        throw new AwsError(
          'ParameterVersionNotFound',
          `Systems Manager could not find version ${selector} of ${name}.`,
        );
      return { name, version, selector: selector && `:${selector}` };
    },

    put(input: PutInput): ParameterVersion {
      const previous = find(input.Name);
      if (previous && !input.Overwrite)
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      const latest = previous?.versions.at(-1);
      const type = input.Type ?? latest?.Type ?? 'String';
      const version: ParameterVersion = {
        Version: (latest?.Version ?? 0) + 1,
        Value: input.Value,
        Type: type,
        LastModifiedDate: house.clock.now() / 1000,
        Description: input.Description ?? latest?.Description,
        AllowedPattern: input.AllowedPattern ?? latest?.AllowedPattern,
        DataType: input.DataType ?? latest?.DataType ?? 'text',
        Tier: input.Tier ?? latest?.Tier ?? 'Standard',
        ...(type === 'SecureString' && {
          KeyId: input.KeyId ?? latest?.KeyId ?? 'alias/aws/ssm',
          ciphertext: randomBytes(96).toString('base64'),
        }),
      };
      const tags = {
        ...previous?.tags,
        ...Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      };
      stored.put(input.Name, { versions: [...(previous?.versions ?? []), version].slice(-VERSIONS_KEPT), tags });
      return version;
    },

    delete: (name: string) => stored.delete(name),

    setTags(name: string, change: (tags: Record<string, string>) => Record<string, string>): void {
      const parameter = need(name);
      stored.put(name, { ...parameter, tags: change(parameter.tags) });
    },

    /** Name and latest version, by name. */
    list(prefix = ''): { name: string; version: ParameterVersion }[] {
      return stored.entries(prefix).flatMap(([name, { versions }]) => {
        const version = versions.at(-1);
        return version ? [{ name, version }] : [];
      });
    },
  };
};

export type ParameterStore = ReturnType<typeof parameterStore>;

const nameFromArn = (arn: string): string => {
  const resource = arn.slice(arn.indexOf(':parameter/') + ':parameter/'.length);
  return resource.includes('/') ? `/${resource}` : resource;
};
