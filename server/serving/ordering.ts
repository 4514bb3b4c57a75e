import { createHash } from 'node:crypto'
import { handOrder } from '#contract/orders.ts'
import type { Actor } from '#kernel/db.ts'
import type { Installation } from '#kernel/installation.ts'
import { hand, handedOver } from '#modules/orders/handing.ts'
import type { ExportedFile } from '#modules/privacy/exported-files.ts'
import { type Item, pack } from '#modules/privacy/packing.ts'

type Who = Omit<Actor, 'purpose' | 'action'>

/** The same bytes; at their end somebody hears what they were. */
const heard = ({ path, bytes }: Item, end: (whole: Buffer) => void | Promise<void>): Item => ({
  path,
  async *bytes() {
    const parts: Buffer[] = []
    for await (const part of bytes()) {
      parts.push(part)
      yield part
    }
    await end(Buffer.concat(parts))
  },
})

/** What an authority ordered, as one signed archive; that it was handed over is noted once its last byte has been made. */
export const orderedArchive = async (
  installation: Installation,
  who: Who,
  id: string,
): Promise<{ exportId: string; items: Item[] }> => {
  const { output } = await hand.perform(installation, who, { params: { id }, query: {}, body: {} })
  const { exportId, madeAt, order, tables, files } = handOrder.output.parse(output)
  const pages = {
    'order.json': JSON.stringify(order, null, 2),
    'export.json': JSON.stringify({ exportId, format: 'preau-order/1', madeAt, tables, files }, null, 2),
  }
  const items = await pack(installation, who, pages, files as ExportedFile[], { exportId, madeAt })
  let digest = ''
  const noted: Readonly<Record<string, (whole: Buffer) => void | Promise<void>>> = {
    'manifest.json': (whole) => {
      digest = createHash('sha256').update(whole).digest('hex')
    },
    'manifest.note': () => handedOver(installation, who, id, exportId, digest),
  }
  return {
    exportId,
    items: items.map((item) => {
      const end = noted[item.path]
      return end ? heard(item, end) : item
    }),
  }
}
