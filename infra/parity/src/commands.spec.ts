import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '@product-service/deployment';

const read = (file: string): string => readFileSync(join(WORKSPACE, file), 'utf8');
const targetsOf = (folder: string): readonly string[] =>
  Object.keys(JSON.parse(read(`${folder}/project.json`)).targets);
const PROJECTS: Readonly<Record<string, string>> = {
  infra: 'infra',
  'infra-sam': 'infra/sam',
  'infra-terraform': 'infra/terraform',
};

it.each(Object.entries(PROJECTS))('%s has the commands that all deployments have', (_, folder) => {
  expect(targetsOf(folder)).toEqual(
    expect.arrayContaining(['build', 'validate', 'diff', 'deploy', 'destroy', 'assemble']),
  );
});

const makefile = read('Makefile');
const recipes = [...makefile.matchAll(/^([a-z-]+):.*\n\tnpx nx (\w+) ([\w-]+)/gm)].map(
  ([, target = '', verb = '', project = '']) => [target, verb, project] as const,
);

it.each(recipes)('make %s runs the existing command %s of %s', (_, verb, project) => {
  expect(targetsOf(PROJECTS[project] ?? 'not a project')).toContain(verb);
});

it('the Makefile has the targets that the README names', () => {
  const named = [...read('README.md').matchAll(/`make ([a-z-]+)`/g)].map(([, target]) => target);
  expect(named.length).toBeGreaterThan(4);
  expect(recipes.map(([target]) => target)).toEqual(expect.arrayContaining(named));
  const [, phony = ''] = /^\.PHONY: (.*)$/m.exec(makefile) ?? [];
  expect(phony.split(' ')).toEqual(expect.arrayContaining(recipes.map(([target]) => target)));
});
