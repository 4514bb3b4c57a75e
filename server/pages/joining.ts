import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as asking from '#modules/classes/asking.ts'
import { limitOf, onward } from './account.ts'
import type { JoinClass } from './join.ts'
import * as pages from './join.ts'
import { myRequests } from './notices.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

type Found = { school: string; classLabel: string }

/** Steps 2 and 3 begin with the key: what it shows, or the first step again with what is wrong. */
const withKey = async (
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  then: (found: JoinClass) => string,
) => {
  const [{ page }, { answer, refused, status }] = await Promise.all([
    visit(house, request, reply),
    submit(house, asking.lookUp, request, reply, { key }),
  ])
  if (!answer) return show(reply, pages.joinKey(page, { ...refused, typed: { ...typedIn(request), key } }), status)
  return show(reply, then({ key, ...(answer.output as Found) }))
}

/** Joining a class, without JavaScript: key, is this right, who are you, sent; then the link of the mail. */
export const joining = (app: FastifyInstance, house: House): void => {
  app.get('/join', async (request, reply) => show(reply, pages.joinKey((await visit(house, request, reply)).page)))
  app.get<{ Params: { key: string } }>('/join/:key', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return withKey(house, request, reply, request.params.key, (found) => pages.joinClass({ ...page, path: '/join' }, found))
  })
  app.post('/join', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return withKey(house, request, reply, typedIn(request)['key'] ?? '', (found) =>
      pages.joinClass(page, found, typedIn(request)),
    )
  })
  app.post('/join/you', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return withKey(house, request, reply, typedIn(request)['key'] ?? '', (found) =>
      pages.joinYou(page, found, { typed: typedIn(request) }),
    )
  })
  app.post('/join/request', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const typed = typedIn(request)
    const { answer, refused } = await submit(house, asking.make, request, reply, typed)
    if (answer) return show(reply, pages.joinSent(page, typed['email'] ?? ''))
    return withKey(house, request, reply, typed['key'] ?? '', (found) => pages.joinYou(page, found, refused))
  })
  app.get<{ Querystring: { token?: string } }>('/join/confirm', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    return show(reply, pages.joinConfirm(page, `${request.query.token ?? ''}`))
  })
  app.post('/join/confirm', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const typed = typedIn(request)
    const { answer, refused, status } = await submit(house, asking.confirm, request, reply, typed)
    if (!answer) return show(reply, pages.joinConfirm({ ...page, path: '/join' }, typed['token'] ?? '', refused), status)
    return reply.redirect('/requests', 303)
  })
  app.get('/requests', async (request, reply) => {
    const { page } = await visit(house, request, reply)
    const { answer, refused } = await submit(house, asking.mine, request, reply, {})
    if (!answer) return reply.redirect(onward(limitOf(refused.code), limitOf(refused.code) ? '/requests' : '/'), 303)
    return show(reply, myRequests(page, (answer.output as { requests: Parameters<typeof myRequests>[1] }).requests))
  })
  app.post('/requests/:id/withdrawal', async (request, reply) => {
    await submit(house, asking.withdraw, request, reply, {})
    return reply.redirect('/requests', 303)
  })
}
