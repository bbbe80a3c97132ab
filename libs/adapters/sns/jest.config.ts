export default { displayName: 'sns', preset: '../../../jest.preset.js' };
