export { agreedBy, takeBack } from './taking-back.ts'
