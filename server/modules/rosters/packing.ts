import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'

/** Texts as one ZIP. */
export const packed = (texts: readonly (readonly [string, string])[]): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [name, text] of texts) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}
