import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { EVENT_VERSIONS } from '@product-service/events';
import { Consumer, ENTRY_POINTS, FOLDERS, PACKAGES } from './consumer.js';

const readWorkspace = (path: string) => readFileSync(join(workspaceRoot, path), 'utf8');
const enginesOf = (packageJson: string) => (JSON.parse(packageJson) as { engines: { node: string } }).engines;

const SCHEMAS = Object.keys(EVENT_VERSIONS).map((type) => `schemas/${type}.json`);

describe('the packages, installed from tarballs in another project', () => {
  let consumer: Consumer;

  beforeAll(() => {
    consumer = new Consumer();
  });
  afterAll(() => consumer.remove());

  describe.each(PACKAGES)('%s', (name) => {
    it.each(['package.json', 'README.md'])('has the %s of its source', (file) => {
      expect(consumer.read(name, file)).toBe(readWorkspace(`${FOLDERS[name]}/${file}`));
    });

    it('supports the Node.js versions that the workspace supports', () => {
      const { node } = enginesOf(readWorkspace('package.json'));
      expect(enginesOf(consumer.read(name, 'package.json'))).toEqual({ node });
    });

    it('has code with declarations, a README and a licence, and nothing else', () => {
      const files = consumer.files(name);
      const code = files.filter((file) => file.endsWith('.js') && !file.includes('.spec.'));
      const declarations = code.map((file) => file.replace(/js$/, 'd.ts'));
      const schemas = name === 'cloud-events' ? SCHEMAS : [];
      const expected = [...code, ...declarations, ...schemas, 'LICENSE', 'README.md', 'package.json'];
      expect(files.sort()).toEqual(expected.sort());
    });

    it('names existing tarballs in its README', () => {
      const named = consumer.read(name, 'README.md').match(/\S+\.tgz/g);
      expect(consumer.tarballs).toEqual(expect.arrayContaining(named ?? ['the install command']));
    });

    it('passes publint', () => {
      const folder = `node_modules/@product-service/${name}`;
      expect(consumer.tool('publint/src/cli.js', folder, '--strict')).toContain('All good!');
    });
  });

  it('bring neither an AWS SDK nor a tracer, and no package but zod', () => {
    expect(consumer.installed().sort()).toEqual(
      [...PACKAGES.map((name) => `@product-service/${name}`), 'zod'].sort(),
    );
  });

  it('have schemas that validate what they read', () => {
    const code = `
      import { createRequire } from 'node:module';
      import { parseEvent } from '@product-service/cloud-events';
      import Ajv from ${JSON.stringify(join(workspaceRoot, 'node_modules/ajv/dist/2020.js'))};
      const schema = createRequire(import.meta.url)('@product-service/cloud-events/schemas/product.productDeleted.v2.json');
      const validate = new Ajv.default().compile(schema);
      const data = { productId: 'LATTE', version: 3 };
      const envelope = { id: '1', type: 'product.productDeleted.v2', time: '2026-11-22T09:30:00Z', data };
      console.log(validate(data), validate({ productId: 'LATTE' }), parseEvent(envelope, [envelope.type]).data.version);
    `;
    consumer.write('schemas.mjs', code);
    expect(consumer.node('schemas.mjs')).toBe('true false 3\n');
  });

  it('load by import and by require, as one copy', () => {
    const code = `
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const name of ${JSON.stringify(ENTRY_POINTS)}) {
        const [imported, required] = [await import(name), require(name)];
        const isOneCopy = Object.keys(required).every((key) => imported[key] === required[key]);
        console.log(name, Object.keys(required).length > 0 && isOneCopy);
      }
    `;
    consumer.write('load.mjs', code);
    expect(consumer.node('load.mjs')).toBe(ENTRY_POINTS.map((name) => `${name} true\n`).join(''));
  });
});
