export default { displayName: 'sqs', preset: '../../../jest.preset.js' };
