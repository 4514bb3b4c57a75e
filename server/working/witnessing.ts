import http from 'node:http'
import type { Installation } from '#kernel/installation.ts'
import { keyText, type Signer } from '#ledger/notes.ts'
import { raiseAlarm } from '#ledger/watching.ts'
import { type Answer, addCheckpoint } from '#ledger/witness.ts'
import { writeOfAlarm } from './alarming.ts'

const MOST = 100_000
const plain = 'text/plain; charset=utf-8'

const bodyOf = async (request: http.IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > MOST) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

type Reply = { status: number; type: string; body: string }

type Witnessing = { installation: Installation; signer: Signer; alarmTo: string | undefined }

const answer = async ({ installation, signer, alarmTo }: Witnessing, request: http.IncomingMessage): Promise<Reply> => {
  if (request.method === 'GET' && request.url === '/.well-known/preau-witness.vkey')
    return { status: 200, type: plain, body: `${keyText(signer)}\n` }
  if (request.url !== '/add-checkpoint') return { status: 404, type: plain, body: '' }
  if (request.method !== 'POST') return { status: 405, type: plain, body: '' }
  const body = await bodyOf(request)
  if (body === undefined) return { status: 413, type: plain, body: '' }
  const { alarm, ...reply }: Answer = await addCheckpoint(
    { pool: installation.published.pool, signer, clock: installation.clock },
    body,
  )
  if (alarm) await raiseAlarm(installation, alarm, (what) => writeOfAlarm(installation, what, alarmTo))
  return reply
}

/** Serves the witness protocol (C2SP tlog-witness), and nothing else. */
export const startWitness = (
  installation: Installation,
  signer: Signer,
  port: number,
  alarmTo?: string,
): Promise<http.Server> => {
  const server = http.createServer((request, response) => {
    void answer({ installation, signer, alarmTo }, request)
      .catch((error: unknown): Reply => {
        installation.log.error({ err: error }, 'the witness could not answer')
        return { status: 503, type: plain, body: '' }
      })
      .then(({ status, type, body }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      )
  })
  server.requestTimeout = 10_000
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, () => resolve(server.off('error', reject)))
  })
}
