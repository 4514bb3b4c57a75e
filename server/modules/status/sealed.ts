import { sealedTable } from '#vault/tables.ts'

/** Whoever wants to hear of the service: where they are written to, and the link that ends it. */
export const subscriberTable = sealedTable<{ email: string; token: string }>('status_subscriber')

/** What somebody reported, as it was typed, and where an answer goes if they want one. */
export const weakPointTable = sealedTable<{ words: string; where?: string; answerTo?: string }>('weak_point')
