export { holdAnswers } from './consents.queries.ts'
