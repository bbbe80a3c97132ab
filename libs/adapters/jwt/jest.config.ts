export default { displayName: 'jwt', preset: '../../../jest.preset.js' };
