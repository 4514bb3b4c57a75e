import type * as z from 'zod/mini'
import { beginUpload, readUpload, sendUpload } from '#contract/files.ts'
import { addressOf, ask, headersFor, isRefusal, type Refusal, refusalIn } from '../../api.ts'

/** So much is sent at once: what is lost with a line is less than that. */
const PART = 4 * 1024 * 1024
const SILENT_MS = 45_000
const LONGEST_PAUSE_MS = 15_000

type Sent = z.output<typeof sendUpload.output>
/** Who looks on while a file is sent. */
export type Watch = {
  /** The upload that it goes on with. */
  known: string | undefined
  onBegun: (id: string) => void
  onProgress: (bytes: number) => void
  /** The line is lost; it goes on by itself. */
  onWaiting: () => void
  signal: AbortSignal
}

/** Sends the next bytes; only an older kind of request says how far it is. A line that says nothing for long is taken for lost. */
const sendPart = (id: string, offset: number, bytes: Blob, { onProgress, signal }: Watch) =>
  new Promise<Sent>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const lost = () => reject({ refused: 'offline' } satisfies Refusal)
    const stop = () => request.abort()
    let silence = setTimeout(stop, SILENT_MS)
    const heard = () => {
      clearTimeout(silence)
      silence = setTimeout(stop, SILENT_MS)
    }
    request.open(sendUpload.method, addressOf(sendUpload, { params: { id } }))
    for (const [name, value] of Object.entries(headersFor(sendUpload.method))) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/offset+octet-stream')
    request.setRequestHeader('upload-offset', `${offset}`)
    request.upload.onprogress = ({ loaded }) => {
      heard()
      onProgress(offset + loaded)
    }
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText))
      else void refusalIn(new Response(request.responseText)).then(reject)
    }
    request.onerror = lost
    request.onabort = lost
    request.onloadend = () => {
      clearTimeout(silence)
      signal.removeEventListener('abort', stop)
    }
    signal.addEventListener('abort', stop)
    request.send(bytes)
  })

/** Until some time has passed, or the device says that it is on the network again. */
const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      signal.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener('online', go)
    signal.addEventListener('abort', go)
  })

const isLost = ({ refused }: Refusal) => refused === 'offline' || refused === 'unavailable' || refused === 'file.other_offset'

/** From where an upload goes on; undefined where all of it is there already. */
const offsetOf = async (id: string) => {
  const { state, offset } = await ask(readUpload, { params: { id } })
  return state === 'uploading' ? offset : undefined
}

/** Begins or asks how far it is, then sends part after part. */
const goOn = async (file: File, watch: Watch, begun: { id: string | undefined }) => {
  begun.id ??= (await ask(beginUpload, { body: { name: file.name, length: file.size } })).id
  const { id } = begun
  watch.onBegun(id)
  let offset = await offsetOf(id)
  while (offset !== undefined) {
    watch.onProgress(offset)
    const sent = await sendPart(id, offset, file.slice(offset, offset + PART), watch)
    offset = sent.file ? undefined : sent.offset
  }
  return id
}

/** Sends a file in parts, and goes on by itself wherever the line was lost, until it has arrived, is refused or is taken out. */
export const sendFile = async (file: File, watch: Watch): Promise<string> => {
  if (file.size === 0) throw { refused: 'file.type_refused' } satisfies Refusal
  const begun = { id: watch.known }
  for (let misses = 0; ; misses++) {
    try {
      return await goOn(file, watch, begun)
    } catch (reason) {
      if (watch.signal.aborted || !isRefusal(reason)) throw reason
      if (reason.refused === 'file.arrived' && begun.id) return begun.id
      if (reason.refused === 'not_found' && watch.known && begun.id === watch.known)
        begun.id = undefined // it was gone: from the beginning
      else if (!isLost(reason)) throw reason
      else {
        watch.onWaiting()
        await pause(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** misses), watch.signal)
      }
    }
  }
}
