import type { Module } from '#kernel/module.ts'
import { conversationData } from './data.ts'
import { findConversations } from './finding.ts'
import { conversationLive } from './live.ts'
import * as office from './office.ts'
import * as partners from './partners.ts'
import { conversationPassing } from './passing.ts'
import { conversationPermissions } from './permissions.ts'
import * as reading from './reading.ts'
import { conversationRelations } from './relations.ts'
import * as reporting from './reporting.ts'
import * as ruling from './ruling.ts'
import * as seeing from './seeing.ts'
import * as writing from './writing.ts'

/** What this room says of itself to the registry. */
export const conversationsModule: Module = {
  permissions: conversationPermissions,
  relations: conversationRelations,
  data: conversationData,
  live: conversationLive,
  passing: conversationPassing,
  finders: { conversations: findConversations },
  rooms: [reading, partners, writing, seeing, office, reporting, ruling],
}
