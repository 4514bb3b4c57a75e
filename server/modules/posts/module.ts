import type { Module } from '#kernel/module.ts'
import * as postAnswering from './answering.ts'
import * as postChanging from './changing.ts'
import { postData } from './data.ts'
import * as feed from './feed.ts'
import { findPosts } from './finding.ts'
import { postLive } from './live.ts'
import { postPassing } from './passing.ts'
import { postPermissions } from './permissions.ts'
import * as postPublishing from './publishing.ts'
import * as postReading from './reading.ts'
import { postRelations } from './relations.ts'
import * as postWriting from './writing.ts'

/** What this room says of itself to the registry. */
export const postsModule: Module = {
  permissions: postPermissions,
  relations: postRelations,
  data: postData,
  passing: postPassing,
  live: postLive,
  finders: { posts: findPosts },
  rooms: [feed, postReading, postWriting, postChanging, postAnswering, postPublishing],
}
