import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

const PACKAGES = ['events', 'product', 'product-acl', 'product-event-publisher'];

/** The domain's packages as another service uses them: built, with plain Node, and nothing else of this workspace. */
describe('the domain packages in another service', () => {
  let service: string;

  beforeAll(() => {
    service = mkdtempSync(join(tmpdir(), 'other-service-'));
    const scope = join(service, 'node_modules/@product-service');
    mkdirSync(scope, { recursive: true });
    for (const name of PACKAGES)
      symlinkSync(join(workspaceRoot, 'dist/libs/domain', name), join(scope, name));
  });
  afterAll(() => rmSync(service, { recursive: true, force: true }));

  const write = (file: string, code: string) => writeFileSync(join(service, file), code);
  const run = (...command: string[]) =>
    execFileSync(process.execPath, command, { cwd: service, encoding: 'utf8', env: {} });

  it('run', () => {
    const code = `
      import { instantOf, toEnvelope } from '@product-service/events';
      import { Product } from '@product-service/product';
      import { translateStockUpdated } from '@product-service/product-acl';
      import { toPublicEvent } from '@product-service/product-event-publisher';
      const now = instantOf(new Date());
      const deriveId = (cause, type) => cause + type;
      const product = Product.create({ name: 'Flat White', price: 3.45 }, now);
      const [created] = product.pullEvents();
      const event = toPublicEvent({ deriveId })({ ...created, id: 'id', headers: {} });
      translateStockUpdated({ deriveId });
      console.log(JSON.stringify(toEnvelope(event, 'dev.products').data));
    `;
    write('main.mjs', code);
    expect(run('--preserve-symlinks', 'main.mjs')).toBe('{"productId":"FLATWHITE"}\n');
  });

  it('come with types', () => {
    const imports = PACKAGES.map(
      (name, index) => `import * as p${index} from '@product-service/${name}';`,
    ).join('\n');
    const used = PACKAGES.map((_, index) => `p${index}`).join(', ');
    write(
      'main.mts',
      `${imports}\nexport const all = [${used}];\nconst wrong: string = p0.PRODUCT_EVENTS;\n`,
    );
    const compiler = join(workspaceRoot, 'node_modules/typescript/bin/tsc');
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--preserveSymlinks',
    ];
    let output = '';
    try {
      run(compiler, ...flags, 'main.mts');
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    // The one error planted, and no other.
    expect(output.match(/error TS\d+/g)).toEqual(['error TS2322']);
  });
});
