/** The folders beside `src` are projects of their own. */
export default { displayName: 'infra', preset: '../jest.preset.js', roots: ['<rootDir>/src'] };
