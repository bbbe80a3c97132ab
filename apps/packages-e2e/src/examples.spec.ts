import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { Consumer, ENTRY_POINTS, PACKAGES } from './consumer.js';
import { readmeExamples } from './readme-examples.js';

const EXAMPLES = PACKAGES.flatMap(readmeExamples);
const PROGRAMS = EXAMPLES.filter(({ isSpec }) => !isSpec);
const SPECS = EXAMPLES.filter(({ isSpec }) => isSpec);

/** Compiles only if each entry point has types: `any` would make the expected errors go away. */
const EXPECTED_ERRORS = ENTRY_POINTS.map(
  (entryPoint, index) => `
    import * as module${index} from '${entryPoint}';
    // @ts-expect-error
    export const text${index}: string = module${index};`,
).join('\n');

/** Strict, and with the declarations of the packages checked themselves. Node.js brings the type of `console`. */
const COMPILER_OPTIONS = {
  strict: true,
  skipLibCheck: false,
  target: 'es2024',
  outDir: 'out',
  types: ['node'],
  typeRoots: [join(workspaceRoot, 'node_modules/@types')],
};

describe('the README examples, in another project', () => {
  let consumer: Consumer;
  const compile = (...options: string[]) => consumer.tool('typescript/bin/tsc', '-p', '.', ...options);

  beforeAll(() => {
    consumer = new Consumer();
    consumer.write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    for (const extension of ['mts', 'cts']) {
      for (const { name, code } of EXAMPLES) consumer.write(`${name}.${extension}`, code);
      consumer.write(`expected-errors.${extension}`, EXPECTED_ERRORS);
    }
    compile('--module', 'nodenext', '--noCheck');
  });
  afterAll(() => consumer.remove());

  it('exist for every package', () => {
    const names = PROGRAMS.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(PACKAGES.map((name) => `${name}-1`)));
  });

  it.each([
    ['--module', 'nodenext'],
    ['--module', 'node16'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ])('compile with %s %s', (...options) => {
    expect(compile('--noEmit', ...options)).toBe('');
  });

  describe.each([
    ['an ES module', 'mjs'],
    ['CommonJS', 'cjs'],
  ])('as %s', (_, extension) => {
    it.each(PROGRAMS)('print what the comments of $name say', ({ name, output }) => {
      expect(output).not.toBe('');
      expect(consumer.node(`out/${name}.${extension}`)).toBe(output);
    });

    it.each(SPECS)('run the contract suite of $name in Jest', ({ name }) => {
      const flags = ['--json', '--rootDir', '.', '--testMatch', `**/${name}.${extension}`];
      const jest = join(workspaceRoot, 'node_modules/jest/bin/jest.js');
      const result: unknown = JSON.parse(consumer.node('--experimental-vm-modules', jest, ...flags));
      expect(result).toMatchObject({ success: true, numFailedTests: 0, numPendingTests: 0 });
    });
  });
});
