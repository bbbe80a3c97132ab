/**
 * Maximum number of nested levels of an event.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const MAXIMUM_LEVELS = 1000;

/** Number of nested levels of a JSON text. Not recursive, because a text can have more levels than the call stack. */
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
