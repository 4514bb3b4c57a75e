import type { FastifyInstance } from 'fastify'
import { useActivation } from '#contract/activation.ts'
import * as using from '#modules/activation/using.ts'
import { firstSignIn } from './activation.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

/** The first sign-in with a slip, without JavaScript or with the few lines that read a scanned code. */
export const activating = (app: FastifyInstance, house: House): void => {
  app.get('/first-sign-in', async (request, reply) => show(reply, firstSignIn((await visit(house, request, reply)).page)))
  app.post('/first-sign-in', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { code, sharedDevice } = typedIn(request)
    const body = { code, sharedDevice: sharedDevice === 'on' }
    const { answer, refused, status } = await submit(house, using.use, request, reply, body)
    if (!answer) return show(reply, firstSignIn(page, refused), status)
    return reply.redirect(`/s/${useActivation.output.parse(answer.output).slug}/today`, 303)
  })
}
