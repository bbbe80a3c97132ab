import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { Service } from '../service.js';
import { blocksOf, commandsOf, DOCUMENTS, PLACEHOLDER, syntaxErrors, type Block } from './fenced-blocks.js';
import { NOT_RUN, reasonNotToRun } from './not-run.js';

const blocks = DOCUMENTS.flatMap(blocksOf);
const shell = blocks.filter(({ language }) => language === 'sh');
const commands = shell.flatMap(commandsOf);
const place = ({ document, line }: Block) => `${document}:${line}`;
const withPlace = (some: readonly Block[]) => some.map((block) => [place(block), block] as const);

/** In a documented output: any text within a line. In a command: the token that `npm start` printed. */
const ANYTHING = '…';

it.each(withPlace(shell))('%s: bash understands the commands', (_, { text }) => {
  expect(syntaxErrors(text)).toBe('');
});

it('every reason not to run a command is about a documented command', () => {
  expect(NOT_RUN.filter(([pattern]) => !commands.some((command) => pattern.test(command)))).toEqual([]);
});

it('commands are in blocks of the language sh', () => {
  const programs = new Set(commands.flatMap((command) => command.match(/^[a-z]+(?= )/) ?? []));
  const withCommand = new RegExp(`^(${[...programs].join('|')}) `, 'm');
  const others = blocks.filter(({ language }) => ['', 'text', 'bash', 'shell', 'console'].includes(language));
  expect(others.filter(({ text }) => withCommand.test(text)).map(place)).toEqual([]);
});

it.each(DOCUMENTS)('%s: the npm scripts exist', (document) => {
  const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
    scripts: object;
  };
  const text = readFileSync(join(workspaceRoot, document), 'utf8');
  const used = [...text.matchAll(/\bnpm (?:-s )?(?:run (\w[\w-]*(?::\w[\w-]*)*)|(start|test)\b)/g)].map(
    ([, run, name]) => run ?? name,
  );
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(used));
});

/**
 * The AWS CLI checks a command's options without sending it. `logs tail` is a program of its own, which does not know
 * the flag. No other program runs: this shell may have the credentials of a deployment.
 */
const AWS_CLI = `
  npm() { :; }
  npx() { :; }
  sam() { :; }
  terraform() { :; }
  cd() { :; }
  aws() {
    [ "$1 $2" = 'logs tail' ] && return
    problem=$(command aws "$@" --region us-east-1 --generate-cli-skeleton output 2>&1 >/dev/null)
    case "$problem" in *usage:*) echo "aws $* $problem" >&2 ;; esac
    echo PLACEHOLDER
  }
`;
/** Oldest minor version of each major version. Older CLIs lack services that the documents use, such as Aurora DSQL. */
const OLDEST_AWS_CLI: Readonly<Record<string, number>> = { 1: 45, 2: 34 };
const isAwsCliRecent = (): boolean => {
  const { stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  const [, major = '', minor] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return Number(minor) >= (OLDEST_AWS_CLI[major] ?? Infinity);
};

(isAwsCliRecent() ? it : it.skip).each(
  DOCUMENTS.filter((name) => /^(aws|arn) /m.test(commandsIn(name).join('\n'))),
)(
  '%s: the AWS CLI knows the commands and their options',
  (document) => {
    const script = commandsIn(document)
      .filter(reasonNotToRun)
      .join('\n')
      .replaceAll(PLACEHOLDER, 'PLACEHOLDER');
    const { stderr } = spawnSync('bash', ['-c', AWS_CLI + script], { encoding: 'utf8' });
    expect(stderr).toBe('');
  },
  180_000,
);

/** One shell runs all of them in the order of the documents: a later block may use a variable of an earlier one. */
describe('the documented commands, run against the started service', () => {
  const runnable = shell.filter((block) => toRun(block).length > 0);
  const END = 'end of block';
  let service: Service;
  let outputs: string[];
  let problem: string;

  beforeAll(async () => {
    service = await Service.start();
    const { api, aws, token } = service.local;
    const script = runnable
      .flatMap((block) => [...toRun(block), `printf '${END}'`])
      .join('\n')
      .replaceAll(/(http:\/\/)?localhost:4566/g, aws)
      .replaceAll('localhost:3000', api)
      .replaceAll(`TOKEN=${ANYTHING}`, `TOKEN=${token}`);
    const shell = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: workspaceRoot,
      encoding: 'utf8',
      timeout: 60_000,
      // Only what a new terminal has, without the colours and settings of Nx and Jest.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    });
    outputs = shell.stdout.split(END).slice(0, -1);
    problem = `${shell.error ?? `exit code ${shell.status}`}: ${shell.stderr}`;
  }, 180_000);
  afterAll(() => service?.stop());

  it.each(withPlace(runnable))('%s: prints what the block of output after it says', (name, block) => {
    const printed = outputs[runnable.indexOf(block)];
    if (printed === undefined)
      throw new Error(
        `${name}, or a block before it, failed with ${problem}\n` +
          'Correct the command. If it cannot run here, add it to not-run.ts with the reason.',
      );
    expect(printed).toMatch(new RegExp(`^${patternOf(outputAfter(block))}$`));
  });
});

function commandsIn(document: string): string[] {
  return shell.filter((block) => block.document === document).flatMap(commandsOf);
}

function toRun(block: Block): string[] {
  return commandsOf(block).filter((command) => !reasonNotToRun(command));
}

const outputAfter = (block: Block): string => {
  const next = blocks[blocks.indexOf(block) + 1];
  return next?.document === block.document && next.language === 'output' ? next.text : '';
};

const patternOf = (output: string): string =>
  output
    .split(ANYTHING)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
