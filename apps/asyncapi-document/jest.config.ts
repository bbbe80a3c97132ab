export default { displayName: 'asyncapi-document', preset: '../../jest.preset.js', testTimeout: 60_000 };
