export default { displayName: 'eventbridge', preset: '../../../jest.preset.js' };
