/**
 * `nx diff infra-terraform`: shows what a deployment would change. `--local-state` uses the state in a file. Passes other
 * arguments to `terraform plan`.
 */
import { planOrApply } from './plan-or-apply.js';

planOrApply('plan');
