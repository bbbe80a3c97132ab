export default { displayName: 'operate', preset: '../../jest.preset.js' };
