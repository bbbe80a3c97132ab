import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { type AccessKeys, accessKeys } from './access-keys.js';
import { operations } from './operations.js';

export type { AccessKeys, Credentials } from './access-keys.js';

/** AWS Security Token Service: the credentials of functions. */
export interface StsService extends AwsService {
  readonly accessKeys: AccessKeys;
}

export const stsService = ({ account }: ServiceContext): StsService => ({
  accessKeys: accessKeys(),
  api: { name: 'STS', protocol: 'query', version: '2011-06-15', operations: operations(account) },
});
