import { GENERATED, options, TESTS } from './rules.mjs';

/**
 * The import graph without tests, for the rule about folders and for the pictures: a folder of tests may import
 * the folder that it helps to test.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circle-of-folders',
      comment:
        'Folders have an order, from those that use to those that are used. Two folders that import each other are ' +
        'one: move the file that runs against the order.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    includeOnly: '^(apps|libs|infra)/',
    // Scripts that build are in no project.
    exclude: [TESTS, GENERATED, String.raw`^(apps|libs)/[^/]+\.mjs$`].join('|'),
    // Nodes named after their paths: another node does not rename them.
    reporterOptions: { mermaid: { minify: false } },
  },
};
