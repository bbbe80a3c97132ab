import type { Surroundings } from '../functions/deployed-function.js';
import type { FunctionProcess } from '../functions/function-process.js';
import type { AwsAnswers } from '../parts/aws-answers.js';
import type { Subject } from './subjects.js';

/** Where the functions run, and the products of their events. */
export interface Work extends Omit<Surroundings, 'isTraced' | 'bundle'> {
  readonly products: readonly string[];
  readonly aws: AwsAnswers;
}

/** Runs a function several times, each with `size` new events. */
export const runsOf =
  (function_: FunctionProcess, subject: Subject, products: readonly string[], isTraced: boolean) =>
  async (runs: number): Promise<void> => {
    for (let run = 0; run < runs; run += 1) await function_.run(await subject.prepare(products, isTraced));
  };
