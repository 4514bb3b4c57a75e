import { sealedTable } from '#vault/tables.ts'

/** Where a browser is told something, and the keys that it made for that. */
export const pushDeviceTable = sealedTable<{ endpoint: string; p256dh: string; auth: string }>('push_device', { exempt: true })

/** What stands in somebody's mails so that they can be stopped. */
export const mailStopTable = sealedTable<{ token: string }>('mail_stop', { exempt: true })

/** Where mail is to go instead, until somebody has opened one there. */
export const addressChangeTable = sealedTable<{ email: string }>('address_change', { exempt: true })
