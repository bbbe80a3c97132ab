import { log, withLogFields } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { errorResponse } from './error-response.js';
import { headerOf } from './request.js';

/** How one route is answered, step by step. A step that throws ends it: see `errorResponse`. */
export interface Route<Command, Result> {
  /** Rejects unless the value of the `Authorization` header lets pass; absent: anyone may. */
  readonly authorize?: (authorization: string | undefined) => Promise<unknown>;
  readonly parse: (event: APIGatewayProxyEvent) => Command;
  readonly run: (command: Command) => Promise<Result>;
  readonly reply: (result: Result, event: APIGatewayProxyEvent) => APIGatewayProxyResult;
}

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A Lambda handler for one route of a REST API. It never rejects, and logs one line a request. */
export const apiHandler = <Command, Result>(route: Route<Command, Result>): ApiHandler => {
  const answer = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    try {
      await route.authorize?.(headerOf(event, 'authorization'));
      return route.reply(await route.run(route.parse(event)), event);
    } catch (error) {
      return errorResponse(error);
    }
  };
  return (event, { awsRequestId }) =>
    withLogFields({ requestId: event.requestContext?.requestId, awsRequestId }, async () => {
      const started = performance.now();
      const response = await answer(event);
      const { httpMethod: method, resource } = event;
      const ms = Math.round(performance.now() - started);
      log.info('request answered', { method, resource, statusCode: response.statusCode, ms });
      return response;
    });
};
