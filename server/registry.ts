import type { Action } from '#kernel/action.ts'
import { kernelData } from '#kernel/data.ts'
import type { Job } from '#kernel/job.ts'
import type { Lists } from '#kernel/lists.ts'
import type { Live } from '#kernel/live.ts'
import type { Module } from '#kernel/module.ts'
import type { Passings } from '#kernel/passing.ts'
import type { Permissions, Relations } from '#kernel/permissions.ts'
import { type DataMap, gatherMap } from '#kernel/personal-data.ts'
import type { Finders } from '#kernel/searching.ts'
import { ledgerData } from '#ledger/data.ts'
import * as nightly from '#ledger/nightly.ts'
import { activationModule } from '#modules/activation/module.ts'
import { assuranceModule } from '#modules/assurance/module.ts'
import { bringingModule } from '#modules/bringing/module.ts'
import { calendarModule } from '#modules/calendar/module.ts'
import { classesModule } from '#modules/classes/module.ts'
import { conversationsModule } from '#modules/conversations/module.ts'
import { devicesModule } from '#modules/devices/module.ts'
import { draftsModule } from '#modules/drafts/module.ts'
import { exitModule } from '#modules/exit/module.ts'
import { familiesModule } from '#modules/families/module.ts'
import { filesModule } from '#modules/files/module.ts'

import { groupsModule } from '#modules/groups/module.ts'
import { imageRightsModule } from '#modules/image-rights/module.ts'
import { leavingModule } from '#modules/leaving/module.ts'
import { noticesModule } from '#modules/notices/module.ts'
import { notificationsModule } from '#modules/notifications/module.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { peopleModule } from '#modules/people/module.ts'
import { photosModule } from '#modules/photos/module.ts'
import { policiesModule } from '#modules/policies/module.ts'
import { postsModule } from '#modules/posts/module.ts'
import { privacyModule } from '#modules/privacy/module.ts'
import { readsModule } from '#modules/reads/module.ts'
import { retentionModule } from '#modules/retention/module.ts'
import { rightsModule } from '#modules/rights/module.ts'
import { rolesModule } from '#modules/roles/module.ts'
import { rostersModule } from '#modules/rosters/module.ts'
import { schoolsModule } from '#modules/schools/module.ts'
import { searchModule } from '#modules/search/module.ts'
import { signInModule } from '#modules/sign-in/module.ts'
import { statusModule } from '#modules/status/module.ts'
import { streamsModule } from '#modules/streams/module.ts'
import { yearsModule } from '#modules/years/module.ts'
import { vaultData } from '#vault/data.ts'

/** Every room of the school day, in the order in which the data map is printed and walked. */
const modules: readonly Module[] = [
  { data: [...kernelData, ...vaultData, ...ledgerData], rooms: [nightly] },
  schoolsModule,
  peopleModule,
  signInModule,
  activationModule,
  classesModule,
  groupsModule,
  familiesModule,
  rolesModule,
  rostersModule,
  yearsModule,
  imageRightsModule,
  policiesModule,
  filesModule,
  photosModule,
  postsModule,
  conversationsModule,
  noticesModule,
  calendarModule,
  privacyModule,
  retentionModule,
  rightsModule,
  ordersModule,
  bringingModule,
  leavingModule,
  exitModule,
  readsModule,
  devicesModule,
  draftsModule,
  notificationsModule,
  statusModule,
  streamsModule,
  searchModule,
  assuranceModule,
]

/** Gathers rows and refuses a name that two modules use. */
const gather = <T>(what: string, groups: readonly (Readonly<Record<string, T>> | undefined)[]): Readonly<Record<string, T>> => {
  const all: Record<string, T> = {}
  for (const [name, row] of groups.flatMap((group) => Object.entries(group ?? {}))) {
    if (name in all) throw new Error(`two modules declare the ${what} ${name}`)
    all[name] = row
  }
  return all
}

const isAction = (value: unknown): value is Action =>
  typeof value === 'object' && value !== null && 'endpoint' in value && 'perform' in value
const isJob = (value: unknown): value is Job =>
  typeof value === 'object' && value !== null && 'purpose' in value && 'perform' in value
const exported = modules.flatMap(({ rooms }) => rooms.flatMap((room) => Object.values(room)))

/** What may be done to what, and by whom. */
export const permissions: Permissions = gather(
  'permission',
  modules.map((module) => module.permissions),
)
/** How a person can stand to a row. */
export const relations: Relations = gather(
  'relation',
  modules.map((module) => module.relations),
)
/** What becomes of everything that a teacher bears, when another takes over. */
export const passings: Passings = gather(
  'passing',
  modules.map((module) => module.passing),
)
/** Which facts open apps are told of, and whose. */
export const live: Live = gather(
  'live event',
  modules.map((module) => module.live),
)

/** Every list that may leave as a file. */
export const lists: Lists = gather(
  'list',
  modules.map((module) => module.lists),
)

/** What can be searched, from every room that has something. */
export const finders: Finders = gather(
  'finder',
  modules.map((module) => module.finders),
)

/** Everything that can be asked, from every module. */
export const actions: readonly Action[] = exported.filter(isAction)
/** Everything that is done later, from every module. */
export const jobs: readonly Job[] = exported.filter(isJob)
/** Every column of every table: whose it is, why it is held, for how long, and what erasing does to it. */
export const dataMap: DataMap = gatherMap(...modules.flatMap(({ data = [] }) => data))
