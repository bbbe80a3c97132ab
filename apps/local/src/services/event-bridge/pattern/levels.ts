/**
 * How deeply events are nested at most.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const MAXIMUM_LEVELS = 1000;

/** How deeply a JSON text is nested. Without recursion, because it may be nested more deeply than calls can be. */
export const levelsIn = (json: string): number => {
  let levels = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (character === '"') inText = !inText;
    else if (inText) index += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (levels += 1));
    else if (character === ']' || character === '}') levels -= 1;
  }
  return deepest;
};
