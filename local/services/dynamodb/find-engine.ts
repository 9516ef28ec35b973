import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Path of the engine's binary for this platform. Says what to install where it is missing. */
export const findEngine = (platform = `${process.platform}-${process.arch}`): string => {
  const binary = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return require.resolve(`@dynoxide/${platform}/${binary}`);
  } catch {
    throw new Error(
      `DynamoDB's engine for ${platform} is not installed. Run \`npm i --no-save @dynoxide/${platform}\`, ` +
        'or set DYNAMODB_ENDPOINT to the address of another DynamoDB engine.',
    );
  }
};
