export default { displayName: 'dsql', preset: '../../../jest.preset.js' };
