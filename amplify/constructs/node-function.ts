import { defineFunction } from '@aws-amplify/backend';
import { Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleOf } from './bundles.ts';

type NodeFunctionProps = {
  name: string;
  /** The folder of `handler.ts`, which exports `handler`. */
  folder: URL;
  /** The nested stack that it is part of: that of what it is wired to, or stacks would need each other. */
  stack: string;
  timeoutSeconds: number;
  memoryMB?: number;
};

/**
 * A function of the backend. Amplify's own `defineFunction({ entry })` starts `npx esbuild` for each of them, one after
 * the other; here all are bundled together in this process (docs/decisions/013).
 */
export const defineNodeFunction = ({ name, folder, stack, timeoutSeconds, memoryMB = 512 }: NodeFunctionProps) =>
  defineFunction(
    (scope) =>
      new LambdaFunction(scope, name, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'handler.handler',
        // Tests of the template do without the code.
        code: Stack.of(scope).bundlingRequired ? Code.fromAsset(bundleOf(folder)) : Code.fromInline('export {}'),
        timeout: Duration.seconds(timeoutSeconds),
        memorySize: memoryMB,
      }),
    { resourceGroupName: stack },
  );
