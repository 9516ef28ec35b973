import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';

interface AssetManifest {
  files: Record<
    string,
    {
      source: { path: string; packaging: 'file' | 'zip' };
      destinations: Record<string, { bucketName: string; objectKey: string }>;
    }
  >;
}

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Publishes a synthesized cloud assembly and creates its one root stack: what a deploying CLI does, without the CLI.
 * Answers the stack's name; throws with the first failure's reason.
 */
export async function deployAssembly(url: string, folder: string, account: string, region: string): Promise<string> {
  const manifestFile = readdirSync(folder).find((name) => name.endsWith('.assets.json'));
  if (!manifestFile) throw new Error(`${folder} holds no cloud assembly.`);
  const stackName = manifestFile.replace('.assets.json', '');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CDK's own placeholders.
  const placeholders = { '${AWS::AccountId}': account, '${AWS::Region}': region, '${AWS::Partition}': 'aws' };
  const fill = (text: string) => Object.entries(placeholders).reduce((filled, [from, to]) => filled.replaceAll(from, to), text);
  const manifest: AssetManifest = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'));
  const s3 = new S3Client({ endpoint: url, region, credentials: CREDENTIALS, forcePathStyle: true });
  let templateUrl = '';
  for (const { source, destinations } of Object.values(manifest.files)) {
    const path = join(folder, source.path);
    const content = source.packaging === 'zip' ? zipFolder(path) : readFileSync(path);
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      const Bucket = fill(bucketName);
      await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: content }));
      if (source.path === `${stackName}.template.json`) templateUrl = `${url}/${Bucket}/${objectKey}`;
    }
  }
  const cloudformation = new CloudFormationClient({ endpoint: url, region, credentials: CREDENTIALS });
  await cloudformation.send(
    new CreateStackCommand({ StackName: stackName, TemplateURL: templateUrl, Capabilities: ['CAPABILITY_NAMED_IAM'] }),
  );
  for (;;) {
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
    const { StackStatus = '' } = Stacks[0] ?? {};
    if (StackStatus === 'CREATE_COMPLETE') return stackName;
    if (!StackStatus.endsWith('IN_PROGRESS')) throw new Error(await firstFailure(cloudformation, stackName));
  }
}

async function firstFailure(cloudformation: CloudFormationClient, StackName: string): Promise<string> {
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED')).at(-1);
  return `${failed?.LogicalResourceId}: ${failed?.ResourceStatusReason}`;
}

function zipFolder(folder: string): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const walk = (path: string) => {
    for (const name of readdirSync(path)) {
      const full = join(path, name);
      if (statSync(full).isDirectory()) walk(full);
      else files[relative(folder, full)] = readFileSync(full);
    }
  };
  walk(folder);
  return zipSync(files);
}
