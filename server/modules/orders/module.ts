import type { Module } from '#kernel/module.ts'
import { orderData } from './data.ts'
import * as ordersHanding from './handing.ts'
import { orderPassing } from './passing.ts'
import { orderPermissions } from './permissions.ts'
import * as ordersRecording from './recording.ts'
import { orderRelations } from './relations.ts'
import * as ordersTelling from './telling.ts'

/** What this room says of itself to the registry. */
export const ordersModule: Module = {
  permissions: orderPermissions,
  relations: orderRelations,
  data: orderData,
  passing: orderPassing,
  rooms: [ordersRecording, ordersHanding, ordersTelling],
}
