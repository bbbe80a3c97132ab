/**
 * `nx resolve infra-terraform`: lets Terraform evaluate the configuration for each environment, and writes the results to
 * `resolved/`. Run it after each change of the configuration.
 */
import { commandLine } from '@product-service/deployment';
import { resolveConfigurations, writeConfigurations } from './resolved-configurations.js';

commandLine(async () => writeConfigurations(resolveConfigurations()));
