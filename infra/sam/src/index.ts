export { deployedTemplate } from './deployed-template.js';
export { stackTags } from './parameter-values.js';
