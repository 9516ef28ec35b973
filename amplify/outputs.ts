import { CfnOutput, type Stack } from 'aws-cdk-lib';

/** What people and tests need to find, both in `amplify_outputs.json` (custom) and as stack outputs. */
export const addOutputs = (
  backend: { stack: Stack; addOutput: (outputs: { custom: Record<string, string> }) => void },
  outputs: Record<string, string>,
): void => {
  for (const [name, value] of Object.entries(outputs)) {
    new CfnOutput(backend.stack, name, { value });
  }
  backend.addOutput({ custom: outputs });
};
