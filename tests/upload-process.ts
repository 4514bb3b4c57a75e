// A server of one upload and its download in a process of its own, so that its memory can be measured: argv[2] says where.
import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { mount, requestId } from '#kernel/http.ts'
import { makeSessions } from '#kernel/session.ts'
import { read } from '#modules/files/reading.ts'
import { uploadUpTo } from '#modules/files/uploading.ts'
import { embedded } from '#server/db/connection.ts'
import { openInstallation } from '#server/installation.ts'
import { mountDownloads } from '#server/serving/downloads.ts'
import { mountExports } from '#server/serving/exports.ts'
import { mountUploads } from '#server/serving/uploads.ts'

const most = 2 ** 31 - 1
const { place, database, settings, schoolId } = JSON.parse(process.argv[2] ?? '')
const { installation } = await openInstallation(settings, embedded(place, database), 'http://localhost:3000')
const app = Fastify({ genReqId: requestId, routerOptions: { maxParamLength: 200 } })
await app.register(cookie)
const house = { installation, sessions: makeSessions(installation.db), schoolOf: async () => schoolId }
const take = uploadUpTo({ image: most, document: most, video: most })
const large = { ...take, endpoint: { ...take.endpoint, upload: { most, isStreamed: true } as const } }
await mountUploads(app, house, [large])
mount(app, house, [read])
mountDownloads(app, house)
mountExports(app, house)
await app.listen({ port: 0, host: '127.0.0.1' })

let peak = 0
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss())
}
setInterval(look, 5)
process.on('message', () => {
  look()
  process.send?.({ peak })
  peak = process.memoryUsage.rss()
})
process.send?.({ port: (app.server.address() as { port: number }).port })
