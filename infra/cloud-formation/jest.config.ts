export default { displayName: 'cloud-formation', preset: '../../jest.preset.js' };
