import type { Module } from '#kernel/module.ts'
import * as passwordChanging from './changing.ts'
import { signInData } from './data.ts'
import * as passwordEvidence from './evidence.ts'
import * as forgetting from './forgetting.ts'
import * as signInMethods from './methods.ts'
import { signInPermissions } from './permissions.ts'
import { signInRelations } from './relations.ts'
import * as sessions from './sessions.ts'
import * as signingIn from './signing-in.ts'

/** What this room says of itself to the registry. */
export const signInModule: Module = {
  permissions: signInPermissions,
  relations: signInRelations,
  data: signInData,
  rooms: [signingIn, sessions, signInMethods, passwordChanging, passwordEvidence, forgetting],
}
