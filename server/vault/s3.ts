import { Readable } from 'node:stream'
import type { FileStore } from './stores.ts'

/** A bucket and how to reach it. */
export type Bucket = {
  bucket: string
  region: string
  endpoint?: string
  /** In front of every object's name. */
  prefix?: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  /** Whether the bucket is a part of the path and not of the host's name. */
  forcePathStyle?: boolean
}

const PART = 5 * 1024 * 1024 // the smallest part that S3 takes
const isMissing = (error: unknown) =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'InvalidRange' || error.name === 'NotFound')

type Library = typeof import('@aws-sdk/client-s3')
type Client = InstanceType<Library['S3Client']>
type Address = { Bucket: string; Key: string }

/** The bytes in parts of 5 MB, each in the same memory: a part is to be used before the next is asked for. */
async function* inParts(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const part = Buffer.allocUnsafeSlow(PART)
  let length = 0
  for await (const bytes of body)
    for (let from = 0; from < bytes.length; ) {
      const count = bytes.copy(part, length, from)
      length += count
      from += count
      if (length < PART) continue
      yield part
      length = 0
    }
  yield part.subarray(0, length)
}

/** One part after another, and nothing is kept unless all are there. */
const upload = async (library: Library, client: Client, to: Address, first: Buffer, rest: AsyncGenerator<Buffer>) => {
  const { UploadId } = await client.send(new library.CreateMultipartUploadCommand(to))
  try {
    const Parts: { ETag: string | undefined; PartNumber: number }[] = []
    const put = async (Body: Buffer) => {
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(new library.UploadPartCommand({ ...to, UploadId, PartNumber, Body }))
      Parts.push({ ETag, PartNumber })
    }
    await put(first)
    for await (const part of rest) if (part.length > 0) await put(part)
    await client.send(new library.CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload: { Parts } }))
  } catch (error) {
    await client.send(new library.AbortMultipartUploadCommand({ ...to, UploadId })).catch(() => undefined)
    throw error
  }
}

/** Files in any store that speaks S3. The library is heavy: it is imported when the first file is touched. */
export const s3Store = ({ bucket, prefix = '', ...more }: Bucket): FileStore => {
  const connect = async () => {
    const library = await import('@aws-sdk/client-s3')
    // Other makers' stores know no trailing checksums; our tags say more than theirs.
    const client = new library.S3Client({
      ...more,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    return { library, client }
  }
  let connected: ReturnType<typeof connect> | undefined
  const ready = () => (connected ??= connect())
  const at = (name: string): Address => ({ Bucket: bucket, Key: prefix + name })
  return {
    write: async (name, body) => {
      const { library, client } = await ready()
      const parts = inParts(body)
      const first = (await parts.next()).value
      if (first.length < PART) await client.send(new library.PutObjectCommand({ ...at(name), Body: first }))
      else await upload(library, client, at(name), first, parts)
    },
    read: async (name, start, end) => {
      const { library, client } = await ready()
      try {
        const { Body } = await client.send(new library.GetObjectCommand({ ...at(name), Range: `bytes=${start}-${end}` }))
        return Body instanceof Readable ? Body : Readable.from([])
      } catch (error) {
        if (isMissing(error)) return Readable.from([])
        throw error
      }
    },
    remove: async (name) => {
      const { library, client } = await ready()
      await client.send(new library.DeleteObjectCommand(at(name)))
    },
    describe: () => ({ kind: 's3', id: bucket }),
  }
}
