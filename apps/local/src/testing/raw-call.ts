/** Sends a call in the JSON protocol as it is. An SDK would refuse to send invalid input. @param target e.g. `AWSEvents.PutEvents` */
export const rawCall = async (endpoint: string, target: string, body: string) => {
  const headers = { 'x-amz-target': target };
  const response = await fetch(endpoint, { method: 'POST', headers, body });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
