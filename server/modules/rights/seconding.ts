import type { Context } from '#kernel/action.ts'
import { waitsFor } from './establishing.queries.ts'

/** Asks a second of the desk to confirm who asks, where nobody else can. */
export const askSecond = async (
  { tx, emit }: Pick<Context<unknown, unknown, unknown, unknown>, 'tx' | 'emit'>,
  requestId: string,
) => {
  if ((await waitsFor(tx, requestId)) === 'second') emit('rights.second_asked', { requestId })
}
