import { log, withLogFields } from '@product-service/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { errorResponse } from './error-response.js';
import { headerOf } from './request.js';

/** The steps of one route, in order. If a step throws, `errorResponse` makes the response. */
export interface Route<Command, Result> {
  /** Rejects if the value of the `Authorization` header is not sufficient. Absent for public routes. */
  readonly authorize?: (authorization: string | undefined) => Promise<unknown>;
  readonly parse: (event: APIGatewayProxyEvent) => Command;
  readonly run: (command: Command) => Promise<Result>;
  readonly reply: (result: Result, event: APIGatewayProxyEvent) => APIGatewayProxyResult;
}

export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A Lambda handler for one route of a REST API. It never rejects, and logs one line per request. */
export const apiHandler = <Command, Result>(route: Route<Command, Result>): ApiHandler => {
  const responseTo = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
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
      const response = await responseTo(event);
      const { httpMethod: method, resource } = event;
      const ms = Math.round(performance.now() - started);
      log.info('request answered', { method, resource, statusCode: response.statusCode, ms });
      return response;
    });
};
