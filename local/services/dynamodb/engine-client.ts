import { Agent, request } from 'node:http';
import { AwsError } from '../../gateway/aws-error.ts';

/** The engine wants a signature but checks none. */
const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local';

const STREAM_OPERATIONS = new Set(['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords']);

export type Send = (operation: string, input: object) => Promise<Record<string, unknown>>;

/** An error as AWS's own faults look, so that an SDK tries again. */
export class EngineUnreachable extends AwsError {
  /** Whether the request cannot have reached the engine, so that sending it again is safe. */
  readonly refused: boolean;

  constructor(cause: Error, code: string | undefined) {
    super('InternalServerError', `The DynamoDB engine is not reachable: ${cause.message}`, { status: 500 });
    this.refused = code === 'ECONNREFUSED';
  }
}

/** Calls a DynamoDB engine over kept-alive connections. Its errors come back as they are: code, message, members. */
export const engineClient = (url: string): { send: Send; close(): void } => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const target = new URL(url);
  const post = (operation: string, body: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const prefix = STREAM_OPERATIONS.has(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
      const outgoing = request({
        agent,
        host: target.hostname,
        port: target.port || 80,
        path: target.pathname,
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': Buffer.byteLength(body),
          'x-amz-target': `${prefix}.${operation}`,
          'x-amz-date': '20260101T000000Z',
          authorization: SIGNATURE,
        },
      });
      outgoing.on('error', (error) => reject(new EngineUnreachable(error, (error as { code?: string }).code)));
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      outgoing.end(body);
    });
  return {
    async send(operation, input) {
      const { status, body } = await post(operation, JSON.stringify(input));
      const output = parse(body);
      if (status < 300) return output;
      const { __type, message, Message, ...detail } = output;
      const code = String(__type ?? 'InternalServerError').replace(/^.*#/, '');
      throw new AwsError(code, String(message ?? Message ?? code), { status, detail });
    },
    close: () => agent.destroy(),
  };
};

const parse = (body: string): Record<string, unknown> => {
  try {
    return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
  } catch {
    throw new AwsError('InternalServerError', 'The DynamoDB engine answered something that is no JSON.', {
      status: 500,
    });
  }
};
