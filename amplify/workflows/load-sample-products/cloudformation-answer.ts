import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

const PHYSICAL_ID = 'sample-products';

/** Tells CloudFormation how a custom resource fared, by the presigned URL that it gave for that. */
export const answerCloudFormation = async (
  event: CloudFormationCustomResourceEvent,
  error?: unknown,
): Promise<void> => {
  const body = JSON.stringify({
    Status: error === undefined ? 'SUCCESS' : 'FAILED',
    ...(error === undefined ? {} : { Reason: String(error) }),
    PhysicalResourceId: PHYSICAL_ID,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  // The URL is signed without a content type; any other header would spoil the signature.
  const response = await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: HTTP ${response.status}.`);
};
