import { createCloudFormation } from './cloudformation/cloudformation.ts';
import type { CredentialBook } from './gateway/credential-book.ts';
import { ownPaths } from './gateway/own-paths.ts';
import type { House, ResourceProvider, Service } from './gateway/service.ts';
import { verifySignedHeaders } from './gateway/signed-headers.ts';
import { createAppSync } from './services/appsync/appsync.ts';
import { createCloudControl } from './services/cloudcontrol/cloudcontrol.ts';
import { createCloudWatch } from './services/cloudwatch/cloudwatch.ts';
import { createCognitoIdentity } from './services/cognito-identity/cognito-identity.ts';
import { createCognitoIdp } from './services/cognito-idp/cognito-idp.ts';
import { createDynamoDb } from './services/dynamodb/dynamodb.ts';
import { createEvents } from './services/events/events.ts';
import { createIam, type Iam } from './services/iam/iam.ts';
import type { MakeFunctionRunner } from './services/lambda/function-runner.ts';
import { createLambda } from './services/lambda/lambda.ts';
import { createLogs } from './services/logs/logs.ts';
import { createS3 } from './services/s3/s3.ts';
import { createScheduler } from './services/scheduler/scheduler.ts';
import { createSns } from './services/sns/sns.ts';
import { createSqs } from './services/sqs/sqs.ts';
import { createSsm } from './services/ssm/ssm.ts';
import { createStepFunctions } from './services/step-functions/step-functions.ts';
import { createSts } from './services/sts/sts.ts';
import { bucketDeployments } from './wiring/bucket-deployment.ts';
import type { Polling } from './wiring/polling.ts';
import { connectQueues } from './wiring/queue-to-lambda.ts';
import { ruleTargets } from './wiring/rule-to-target.ts';
import { scheduleTargets } from './wiring/schedule-to-target.ts';
import { connectStreams } from './wiring/stream-to-lambda.ts';
import { topicEndpoints } from './wiring/topic-to-endpoint.ts';

export interface ServiceOptions {
  dataFolder: string;
  dynamoDbEndpoint?: string | undefined;
  polling?: Polling;
  functionRunner?: MakeFunctionRunner | undefined;
}

/** Something that runs between services; it starts after them and stops before them. */
export interface Wire {
  start(): void;
  stop(): void;
}

/** Every service, in the order in which they start (what others lean on comes first), and the wires between them. */
export function createServices(
  house: House,
  credentials: CredentialBook,
  options: ServiceOptions,
): { services: Service[]; wires: Wire[]; policiesOf: Iam['policiesOf'] } {
  const s3 = createS3(house);
  const iam = createIam(house);
  const { readObject } = s3;
  const dynamodb = createDynamoDb(house, {
    dataFolder: house.folder('dynamodb'),
    endpoint: options.dynamoDbEndpoint,
  });
  const sqs = createSqs(house);
  const sns = createSns(house, topicEndpoints(house));
  const natively = bucketDeployments(s3.resources?.['Custom::CDKBucketDeployment']);
  const lambda = createLambda(house, { readObject, natively, runner: options.functionRunner });
  const idp = createCognitoIdp(house, { sendMail: (mail) => sns.sendMail(mail) });
  const cloudformation = createCloudFormation(house, { readObject, providerFor: (type) => providers.get(type) });
  const services: Service[] = [
    ownPaths(house),
    createSsm(house),
    createSts(house),
    iam,
    createLogs(house),
    s3,
    dynamodb,
    sqs,
    sns,
    lambda,
    idp,
    createCognitoIdentity(house, { userPoolJwks: idp.userPoolJwks }),
    createAppSync(house, {
      readObject,
      jwks: idp.userPoolJwks,
      verifySignedHeaders: (request) => verifySignedHeaders(request, credentials),
    }),
    createStepFunctions(house, { readObject }),
    createEvents(house, ruleTargets(house)),
    createScheduler(house, scheduleTargets(house)),
    createCloudWatch(house),
    cloudformation,
    createCloudControl(house, cloudformation),
  ];
  const providers = new Map<string, ResourceProvider>(
    services.flatMap(({ resources = {} }) => Object.entries(resources)),
  );
  return {
    services,
    wires: [
      connectQueues(house, lambda, sqs, options.polling),
      connectStreams(house, lambda, dynamodb, options.polling),
    ],
    policiesOf: iam.policiesOf,
  };
}
