import { unzipSync } from 'fflate';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import type { BucketPolicies } from './bucket-policies.ts';
import type { ObjectStore } from './object-store.ts';

export const s3Resources = (
  objects: ObjectStore,
  region: string,
  policies: BucketPolicies,
): Record<string, ResourceProvider> => ({
  'AWS::S3::Bucket': bucket(objects, region),
  'AWS::S3::BucketPolicy': bucketPolicy(policies),
  'Custom::CDKBucketDeployment': bucketDeployment(objects),
  'Custom::S3AutoDeleteObjects': autoDelete(objects),
});

/** Encryption, public-access block, lifecycle, CORS and tags are kept with the stack; none changes what happens here. */
function bucket(objects: ObjectStore, region: string): ResourceProvider {
  const stateOf = (name: string): ResourceState => ({
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    },
  });
  const refuse = (properties: Properties) => {
    for (const name of [
      'NotificationConfiguration',
      'ReplicationConfiguration',
      'WebsiteConfiguration',
      'ObjectLockEnabled',
    ]) {
      if (properties[name]) throw new Unsupported(`${name} of AWS::S3::Bucket`);
    }
  };
  return {
    async create(properties, context) {
      refuse(properties);
      const name = String(properties.BucketName ?? context.generateName(63).toLowerCase());
      objects.createBucket(name);
      return stateOf(name);
    },
    async update(state, properties) {
      refuse(properties);
      const wanted = properties.BucketName;
      return wanted === undefined || wanted === state.physicalId ? state : 'replace';
    },
    async delete({ physicalId }) {
      if (objects.hasBucket(physicalId)) objects.deleteBucket(physicalId);
    },
  };
}

const bucketPolicy = (policies: BucketPolicies): ResourceProvider => ({
  async create({ Bucket, PolicyDocument }) {
    policies.put(String(Bucket), PolicyDocument);
    return { physicalId: String(Bucket), attributes: {} };
  },
  async update(state, { Bucket, PolicyDocument }) {
    if (Bucket !== state.physicalId) return 'replace';
    policies.put(state.physicalId, PolicyDocument);
    return state;
  },
  async delete({ physicalId }) {
    policies.delete(physicalId);
  },
});

/** CDK runs this one in Python; unpacking a zip into a bucket is all that it does for Amplify. */
function bucketDeployment(objects: ObjectStore): ResourceProvider {
  const deploy = async (properties: Properties, physicalId: string): Promise<ResourceState> => {
    for (const name of ['DistributionId', 'Include', 'Exclude', 'UserMetadata', 'SystemMetadata']) {
      if (properties[name]) throw new Unsupported(`${name} of Custom::CDKBucketDeployment`);
    }
    const destination = String(properties.DestinationBucketName);
    const prefix = String(properties.DestinationBucketKeyPrefix ?? '').replace(/^\/|\/$/g, '');
    const written = new Set<string>();
    for (const [name, content] of await sources(objects, properties)) {
      const key = prefix ? `${prefix}/${name}` : name;
      objects.put(destination, key, content);
      written.add(key);
    }
    if (properties.Prune !== false && properties.Prune !== 'false') {
      for (const { key } of objects.list(destination, prefix && `${prefix}/`)) {
        if (!written.has(key)) objects.delete(destination, key);
      }
    }
    return {
      physicalId,
      attributes: {
        DestinationBucketArn: `arn:aws:s3:::${destination}`,
        SourceObjectKeys: properties.SourceObjectKeys,
      },
    };
  };
  return {
    create: (properties, context) => deploy(properties, context.generateName(128)),
    update: (state, properties) => deploy(properties, state.physicalId),
    delete: async () => {},
  };
}

async function sources(objects: ObjectStore, properties: Properties): Promise<[string, Uint8Array][]> {
  const buckets = properties.SourceBucketNames as string[];
  const keys = properties.SourceObjectKeys as string[];
  const markers = (properties.SourceMarkers ?? []) as Record<string, string>[];
  const files: [string, Uint8Array][] = [];
  for (const [index, key] of keys.entries()) {
    const content = await objects.read(objects.get(String(buckets[index]), key));
    if (properties.Extract === false || properties.Extract === 'false') {
      files.push([key.slice(key.lastIndexOf('/') + 1), content]);
      continue;
    }
    for (const [name, data] of Object.entries(unzipSync(content))) {
      if (!name.endsWith('/')) files.push([name, replaceMarkers(data, markers[index] ?? {})]);
    }
  }
  return files;
}

/** Values that were unknown at synthesis stand as markers in the files. */
function replaceMarkers(data: Uint8Array, markers: Record<string, string>): Uint8Array {
  const pairs = Object.entries(markers);
  if (pairs.length === 0) return data;
  return Buffer.from(
    pairs.reduce((text, [marker, value]) => text.replaceAll(marker, value), Buffer.from(data).toString('utf8')),
  );
}

function autoDelete(objects: ObjectStore): ResourceProvider {
  return {
    create: async (properties) => ({ physicalId: `${properties.BucketName}-auto-delete`, attributes: {} }),
    update: async (state) => state,
    async delete(_state, properties) {
      const name = String(properties.BucketName);
      if (!objects.hasBucket(name)) return;
      for (const { key } of objects.list(name)) objects.delete(name, key);
    },
  };
}
