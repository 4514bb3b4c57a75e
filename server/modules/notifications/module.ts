import type { Module } from '#kernel/module.ts'
import * as mailAddresses from './addresses.ts'
import * as notificationChoosing from './choosing.ts'
import { notificationData } from './data.ts'
import * as delivering from './delivering.ts'
import * as pushDevices from './devices.ts'
import * as mailing from './mailing.ts'
import { notificationPermissions } from './permissions.ts'
import * as notificationRules from './ruling.ts'
import * as mailStopping from './stopping.ts'
import * as telling from './telling.ts'
import * as mailTroubles from './troubles.ts'

/** What this room says of itself to the registry. */
export const notificationsModule: Module = {
  permissions: notificationPermissions,
  data: notificationData,
  rooms: [
    notificationChoosing,
    notificationRules,
    pushDevices,
    telling,
    delivering,
    mailing,
    mailStopping,
    mailTroubles,
    mailAddresses,
  ],
}
