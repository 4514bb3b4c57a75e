import type { Module } from '#kernel/module.ts'
import * as notificationChoosing from './choosing.ts'
import { notificationData } from './data.ts'
import * as pushDevices from './devices.ts'
import { notificationPermissions } from './permissions.ts'
import * as telling from './telling.ts'

/** What this room says of itself to the registry. */
export const notificationsModule: Module = {
  permissions: notificationPermissions,
  data: notificationData,
  rooms: [notificationChoosing, pushDevices, telling],
}
