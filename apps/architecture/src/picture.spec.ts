import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from './cruise.js';
import { draw, VIEWS, withPictures } from './picture.js';
import { plantedWorkspace } from './testing/planted-workspace.js';

it('docs/architecture.md shows the imports of today; if this fails, run "npm run graph"', () => {
  const document = readFileSync(join(WORKSPACE, 'docs/architecture.md'), 'utf8');
  for (const name of Object.keys(VIEWS)) expect(document).toContain(`<!-- npm run graph: ${name} -->`);
  expect(document).toBe(withPictures(document));
});

it('a picture shows who imports whom, without tests and without what other arrows say', () => {
  const picture = draw(
    VIEWS['workspace']!,
    plantedWorkspace([
      { from: 'libs/adapters/sns/src/index.ts', to: 'libs/domain/events/src/index.ts', type: true },
      { from: 'apps/product-acl/translate/main.ts', to: 'libs/adapters/sns/src/index.ts' },
      { from: 'apps/product-acl/translate/main.ts', to: 'libs/domain/events/src/index.ts' },
      { from: 'libs/adapters/sns/src/index.spec.ts', to: 'infra/src/app.ts' },
    ]),
  );
  expect(picture.split('\n').filter((line) => line.includes('-->'))).toEqual([
    'apps_product_acl --> libs_adapters_sns',
    'libs_adapters_sns --> libs_domain_events',
  ]);
});

it('a picture shows all arrows of a circle', () => {
  const [a, b, c] = ['sns', 'sqs', 'jwt'].map((name) => `libs/adapters/${name}/src/index.ts`) as [
    string,
    string,
    string,
  ];
  const picture = draw(
    VIEWS['workspace']!,
    plantedWorkspace([
      { from: a, to: b },
      { from: b, to: c },
      { from: c, to: a },
    ]),
  );
  expect(picture.match(/-->/g)).toHaveLength(3);
});

it('a picture that nobody knows how to draw is an error', () => {
  expect(() => withPictures('<!-- npm run graph: moon -->\n\n```mermaid\n```\n')).toThrow('No view "moon"');
});
