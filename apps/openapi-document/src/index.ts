export { answerCheckOf, type AnswerCheck, type Call, type ReceivedAnswer } from './answer-check.js';
export { DOCUMENT_FILE } from './document-file.js';
export { readOpenApi } from './open-api.js';
