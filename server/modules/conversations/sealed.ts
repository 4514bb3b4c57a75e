import { sealedTable } from '#vault/tables.ts'

/** What school and family write to each other in a school year: it goes when its time is over, or with the pupil it is about. */
export const messages = 'messages'

export const conversationTable = sealedTable<{ topic: string }>('conversation', { masked: (topic) => ({ topic }) })
/** What a person wrote, as it was typed. */
export const messageTextTable = sealedTable<{ text: string }>('message_text', { masked: (text) => ({ text }) })
export const conversationNoteTable = sealedTable<{ text: string }>('conversation_note', { masked: (text) => ({ text }) })
