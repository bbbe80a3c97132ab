import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

// An entry of its own, not part of index.ts: the validator takes 100 MB, and the local cloud does not need it.

/**
 * What AWS's validator finds in a template: schemas of the resources, references, security. Without hints (`INFO`), e.g. that
 * a resource has no tags.
 * @param accepted findings that are no problem.
 */
export const templateFindings = (file: string, accepted: readonly RegExp[] = []): readonly string[] => {
  const engine = new RegoEngine();
  try {
    return engine
      .validateStandard(new TemplateFile(file))
      .diagnostics.filter(({ severity }) => severity !== 'INFO')
      .map(({ ruleId, entity, message }) => `${ruleId} ${entity?.logicalId ?? ''}: ${message}`)
      .filter((finding) => !accepted.some((pattern) => pattern.test(finding)));
  } finally {
    engine.free();
  }
};
