import { answerCheckOf, DOCUMENT_FILE, readOpenApi } from '@product-service/openapi-document';

const check = answerCheckOf(readOpenApi(DOCUMENT_FILE));

/**
 * `fetch` that compares each answer of the API with its document.
 * @throws Error with the differences
 */
export const checkedFetch =
  (api: string): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    const { method } = request;
    const path = request.url.slice(api.length);
    const text = await response.clone().text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const differences = check({ method, path }, { status: response.status, headers: response.headers, body });
    if (differences.length === 0) return response;
    throw new Error(
      `The answer to ${method} ${path} is not as docs/api/openapi.yaml says:\n${differences.join('\n')}\n${text}`,
    );
  };
