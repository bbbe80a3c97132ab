/**
 * `nx deploy infra-terraform`: packs the functions and applies the configuration. `--local-state` keeps the state in a file.
 * Passes other arguments to `terraform apply`.
 */
import { planOrApply } from './plan-or-apply.js';

planOrApply('apply', '-auto-approve');
