export { numberOf as receiptNumber } from './answering.ts'
export { holdAnswers } from './consents.queries.ts'
