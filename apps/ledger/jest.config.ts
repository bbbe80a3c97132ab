export default { displayName: 'ledger', preset: '../../jest.preset.js' };
