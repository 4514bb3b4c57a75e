import type { FastifyInstance } from 'fastify'
import { slipSheets } from '#contract/activation.ts'
import { loadWords } from '#i18n/load.ts'
import type { Action } from '#kernel/action.ts'
import { perform } from '#kernel/http.ts'
import { pagesOf, slipsAsPdf } from '#modules/activation/slips/pdf.ts'

type House = Parameters<typeof perform>[0]

/**
 * Mounts the actions whose answer is printed. What they answer holds codes: it is drawn and sent page by page, and is nowhere when the last one has
 * gone. `x-pages` tells whoever waits how many there will be.
 */
export const mountPrints = (app: FastifyInstance, house: House, actions: readonly Action[]): void => {
  const words = loadWords()
  for (const action of actions) {
    const { method, path, prints } = action.endpoint
    if (!prints) continue
    app.route({
      method,
      url: `/s/:slug/api${path}`,
      handler: async (request, reply) => {
        const { output } = await perform(house, action, request, reply, request.body)
        const sheets = slipSheets.parse(output)
        return reply
          .type('application/pdf')
          .headers({
            'cache-control': 'no-store',
            'x-pages': `${pagesOf(sheets)}`,
            'content-disposition': 'inline; filename="slips.pdf"',
          })
          .send(await slipsAsPdf(sheets, words))
      },
    })
  }
}
