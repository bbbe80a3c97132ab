import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKSPACE = join(__dirname, '../../..');

interface Component {
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** As npm marks what only development needs. */
const isForDevelopment = ({ properties = [] }: Component): boolean =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');

describe('npm run sbom', () => {
  it('lists every package that the deployed bundles contain, with its version', () => {
    execFileSync('npm', ['run', '-s', 'sbom'], { cwd: WORKSPACE });
    const bom = JSON.parse(readFileSync(join(WORKSPACE, 'dist/sbom.cdx.json'), 'utf8')) as {
      readonly bomFormat: string;
      readonly components: readonly Component[];
    };
    expect(bom.bomFormat).toBe('CycloneDX');
    const listed = new Set(bom.components.filter((one) => !isForDevelopment(one)).map(({ name }) => name));
    expect(bom.components.every(({ version }) => version !== '')).toBe(true);

    const contents = globSync('dist/apps/*/contents.json', { cwd: WORKSPACE });
    expect(contents).toHaveLength(3);
    const deployed = contents.flatMap((file) => {
      const functions = JSON.parse(readFileSync(join(WORKSPACE, file), 'utf8')) as Record<
        string,
        { packages: object }
      >;
      return Object.values(functions).flatMap(({ packages }) => Object.keys(packages));
    });
    // What begins so is the code of this repository.
    const packages = [...new Set(deployed)].filter((name) => !/^(apps|libs)\//.test(name));
    expect(packages).toContain('pg');
    expect(packages.filter((name) => !listed.has(name))).toEqual([]);
  });
});
