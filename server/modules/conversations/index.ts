export { conversationNoteTable, conversationTable, messages, messageTextTable } from './sealed.ts'
