export default { displayName: 'aws-clients', preset: '../../../jest.preset.js' };
