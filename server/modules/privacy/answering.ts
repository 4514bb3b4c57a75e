// What the room of requests needs to answer them: it is the one room that carries out what people ask about their data.
export { askerIn } from './asker.ts'
export { digestOfCode } from './certifying.ts'
export { carryOut, heardEverywhere } from './rights.ts'
export { findValue, meaningOf } from './why.ts'
