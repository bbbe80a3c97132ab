/** What is made from the document of the API: functions, types and a client on `fetch`. */
export default {
  input: 'docs/api/openapi.yaml',
  output: {
    // A test makes it in another folder, to compare.
    path: process.env.CLIENT_FOLDER ?? 'libs/adapters/client/src',
    // The generator does not write for all strict settings of this workspace. Users of the package get declarations.
    header: ['// Made from docs/api/openapi.yaml by "npm run documents". Do not edit.', '// @ts-nocheck'],
    module: { extension: '.js' },
  },
  plugins: [{ name: '@hey-api/client-fetch', includeInEntry: true }, '@hey-api/typescript', '@hey-api/sdk'],
};
