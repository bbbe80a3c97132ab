export default { displayName: 'openapi-document', preset: '../../jest.preset.js', testTimeout: 30_000 };
