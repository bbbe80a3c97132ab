export { withContentKeys } from './bundles.js';
export { type CloudAssemblyContent, writeCloudAssembly } from './cloud-assembly.js';
export { evaluate, evaluateCondition, NO_VALUE, type Scope } from './intrinsics.js';
export { isObject } from './json.js';
export { type ImportedApi, type ImportedMethod, importOpenApi } from './open-api.js';
export type { CloudFormationTemplate, TemplateParameter, TemplateResource } from './template.js';
