export default { displayName: 'infra-sam', preset: '../../jest.preset.js' };
