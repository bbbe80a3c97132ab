export { RESOLVED_DEPLOYMENTS } from './resolved-configurations.js';
export { deployedTags, deployedTemplate } from './deployed-template.js';
