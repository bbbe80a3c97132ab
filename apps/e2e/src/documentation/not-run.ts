/** Documented commands that the test does not run as they are printed, each with the reason. */
export const NOT_RUN: readonly (readonly [command: RegExp, reason: string])[] = [
  [
    /^npm ci && npm start\b/,
    'Installs the workspace. The test runs in an installed one, and starts the service.',
  ],
  [/^npm ci && npm test\b/, 'Installs the workspace and runs all tests. This test is one of them.'],
  [
    /^npm install product-service-/,
    'packages-e2e installs these packages in a project outside the workspace.',
  ],
  [
    /^npx nx run e2e:contract\b/,
    'Runs many tests. `contract/command.spec.ts` runs it against a started service.',
  ],
  [/^npx cdk (bootstrap|rollback)\b/, 'Changes an AWS account.'],
  [
    /^(\w+=\S+ )*npx nx (diff|deploy|destroy) infra\b/,
    'Needs an AWS account. The tests of infra run deploy and destroy with the CDK CLI against a fake of AWS.',
  ],
  [
    /^(\w+=\S+ )*(npx nx build infra-\w+|cd infra\/|sam |terraform )/,
    'Needs an AWS account, and a program that is not installed with this project.',
  ],
  [
    /^export (AWS_REGION|ENV|DD_SITE)=/,
    'Settings of a deployment. They have no effect without an AWS account.',
  ],
  [
    /^(npx nx run-many -t pack|npm install <workspace>)/,
    'Packs and installs the packages. The tests of packages-e2e do both, in a project of their own.',
  ],
  [
    /^npx nx (consumer|producer) examples\b/,
    'examples.spec.ts runs both programs. The consumer runs until it is stopped.',
  ],
  [/^npm run bench\b/, 'Takes minutes. apps/bench runs one of the benchmarks.'],
  [/^npm run faults\b/, 'Takes minutes. `npm run check` runs it.'],
  [/^npm run fuzz\b/, 'Takes minutes. apps/fuzz runs some of the inputs.'],
  [/^aws /, 'Needs an AWS account.'],
  [/^stack=/, 'A part of the runbook that calls `aws`.'],
  [
    /^(QUEUE|MESSAGE|EVENT|PRODUCT|SINCE)=|^npm run -s operate -- (dead-letters|outbox|announce)\b/,
    '`runbook.spec.ts` runs it against a service with dead letters and a parked event.',
  ],
];

export const reasonNotToRun = (command: string): string | undefined =>
  NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];
