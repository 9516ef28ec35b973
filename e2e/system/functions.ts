import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { Backend } from './backend.ts';

/** By the name in its definition; what CloudFormation makes of it has no hyphens. */
export async function functionNamed({ clients }: Backend, name: string): Promise<string> {
  const { Functions = [] } = await clients.functions.send(new ListFunctionsCommand({ MaxItems: 100 }));
  const found = Functions.find(({ FunctionName }) => FunctionName?.includes(name.replaceAll('-', '')))?.FunctionName;
  if (!found) throw new Error(`There is no function ${name}.`);
  return found;
}
