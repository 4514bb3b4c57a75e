// A Préau that answers and imports, in a process of its own: what an import costs it, and others meanwhile, is measured from outside.
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import { stageImport } from '#contract/rosters.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { carryOutNow } from '#modules/rosters/carrying-out.ts'
import { apply, stage } from '#modules/rosters/importing.ts'
import { upload } from '#modules/rosters/index.ts'
import { build } from '#server/app.ts'
import { embedded } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import { schoolSettings } from './import.ts'

/** What the bench says at the beginning, and what it may ask for. */
export type Wanted = { host: string; port: number; database: string; folder: string; schoolId: string; file: string }
export type Word = { preview: true } | { apply: string } | { stop: true }

const wanted: Wanted = JSON.parse(process.argv[2] ?? '{}')
const { installation, close } = await openInstallation(
  schoolSettings(wanted.folder),
  embedded(wanted, wanted.database),
  'http://localhost:3000',
)
const app = await build(installation)
await app.listen({ host: '127.0.0.1', port: 0 })

const { schoolId } = wanted
const asked = (body: unknown, id?: string) => ({ params: id ? { id } : {}, query: {}, body })
const who = () => ({ schoolId, personId: nobody, accountId: null, session: null, requestId: uuidv7() })

const preview = async () => {
  const body = { package: upload(fs.readFileSync(wanted.file)) }
  return stageImport.output.parse((await stage.perform(installation, who(), asked(body))).output).id
}

const carryOut = async (id: string) => {
  await apply.perform(installation, who(), asked({}, id))
  await carryOutNow(installation, schoolId, id)
  return id
}

const stop = async () => {
  await app.close()
  await close()
  process.disconnect()
  return ''
}

process.on('message', async (word: Word) => {
  const answer = 'preview' in word ? await preview() : 'apply' in word ? await carryOut(word.apply) : await stop()
  if (process.connected) process.send?.(answer)
})
process.send?.(`${(app.server.address() as AddressInfo).port}`)
