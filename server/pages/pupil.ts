import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  enrolDevice,
  lookAtDevice,
  type Picture,
  pictures,
  picturesInRow,
  readClassDoor,
  startByWords,
} from '#contract/activation-pupils.ts'
import * as comingIn from '#modules/activation/coming-in.ts'
import * as door from '#modules/activation/door.ts'
import * as tapping from '#modules/activation/pictures.ts'
import * as signingIn from '#modules/sign-in/signing-in.ts'
import type { Refused } from './form.ts'
import { notFound, problem } from './notices.ts'
import * as pages from './pupil-pages.ts'
import { type House, show, submit, typedIn, visit } from './visit.ts'

const DAY = 86_400_000

/** Sent to the pages of the class's door alone, and to no script. */
const cookieOf = ({ installation: { origin } }: House, slug: string) => {
  const secure = origin.startsWith('https:')
  return {
    name: secure ? '__Secure-preau-class' : 'preau-class',
    where: { path: `/s/${slug}/class`, sameSite: 'lax', httpOnly: true, secure } as const,
  }
}
const deviceIn = (house: House, request: FastifyRequest, slug: string) => request.cookies[cookieOf(house, slug).name]

const isPicture = (word: string): word is Picture => pictures.some((one) => one === word)

/** What has been tapped so far, and now; what is none of ours is left out. */
const tapsIn = (request: FastifyRequest): Picture[] => {
  const { taps = '', tap = '' } = typedIn(request)
  return [...taps.slice(0, 200).split(' '), tap].filter(isPicture).slice(0, picturesInRow)
}

/** What the device may show; a cookie that opens nothing any more goes. */
const onDevice = async (house: House, request: FastifyRequest, reply: FastifyReply, slug: string) => {
  const device = deviceIn(house, request, slug)
  if (!device) return undefined
  const { answer, refused } = await submit(house, comingIn.look, request, reply, { device })
  if (answer) return lookAtDevice.output.parse(answer.output)
  const { name, where } = cookieOf(house, slug)
  if (refused.code === 'class_device.unknown') reply.clearCookie(name, where)
  return undefined
}

const words = (app: FastifyInstance, house: House) => {
  app.get('/s/:slug/class', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    return show(reply, pages.classDoor({ ...page, school }, await onDevice(house, request, reply, school.slug)))
  })
  app.post('/s/:slug/class', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { classCode, username, words, ownDevice } = typedIn(request)
    const device = deviceIn(house, request, school.slug)
    const body = { classCode, username, words, sharedDevice: ownDevice !== 'on', device }
    const { answer, refused, status } = await submit(house, comingIn.byWords, request, reply, body)
    if (!answer) {
      const here = await onDevice(house, request, reply, school.slug)
      return show(reply, pages.classDoor({ ...page, school }, here, refused), status)
    }
    const { mayChoosePictures } = startByWords.output.parse(answer.output)
    return reply.redirect(`/s/${school.slug}/${mayChoosePictures ? 'class/choose' : 'today'}`, 303)
  })
}

const byPictures = (app: FastifyInstance, house: House) => {
  app.post('/s/:slug/class/pictures', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { who = '', alias = '', kana } = typedIn(request)
    const taps = tapsIn(request)
    const device = deviceIn(house, request, school.slug)
    if (!device || !who) return reply.redirect(`/s/${school.slug}/class`, 303)
    const inSchool = { ...page, school, path: `/s/${school.slug}/class` }
    if (taps.length < picturesInRow) return show(reply, pages.tapPictures(inSchool, { taps, who, alias, kana }))
    const body = { device, personId: who, pictures: taps }
    const { answer, refused, status } = await submit(house, tapping.byPictures, request, reply, body)
    if (!answer) return show(reply, pages.tapPictures(inSchool, { taps: [], who, alias, kana }, refused), status)
    return reply.redirect(`/s/${school.slug}/today`, 303)
  })
}

const choosing = (app: FastifyInstance, house: House) => {
  app.get('/s/:slug/class/choose', async (request, reply) => {
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    if (session?.schoolId !== school.schoolId) return reply.redirect(`/s/${school.slug}/class`, 303)
    return show(reply, pages.choosePictures({ ...page, school }, []))
  })
  app.post('/s/:slug/class/choose', async (request, reply) => {
    const { page, school, session } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const device = deviceIn(house, request, school.slug)
    if (session?.schoolId !== school.schoolId || !device) return reply.redirect(`/s/${school.slug}/class`, 303)
    const taps = tapsIn(request)
    const inSchool = { ...page, school }
    if (typedIn(request)['keep'] !== 'on') return show(reply, pages.choosePictures(inSchool, taps))
    const { answer, refused, status } = await submit(house, tapping.choose, request, reply, { device, pictures: taps })
    if (!answer) return show(reply, pages.choosePictures(inSchool, [], refused), status)
    return reply.redirect(`/s/${school.slug}/today`, 303)
  })
}

/** Where a teacher goes who has to say first who they are; undefined where the form itself can say what is wrong. */
const firstTo = ({ code }: Refused, slug: string, id: string) => {
  const here = encodeURIComponent(`/s/${slug}/class/device/${id}`)
  if (code === 'session.must_confirm') return `/confirm?next=${here}`
  return code === 'not_signed_in' || code === 'session_ended' ? `/s/${slug}/sign-in?next=${here}` : undefined
}

const enrolling = (app: FastifyInstance, house: House) => {
  const classHere = async (request: FastifyRequest, reply: FastifyReply) => {
    const { answer, refused, status } = await submit(house, door.read, request, reply, undefined)
    return answer ? { found: readClassDoor.output.parse(answer.output) } : { refused, status }
  }
  app.get<{ Params: { id: string } }>('/s/:slug/class/device/:id', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { found, refused, status } = await classHere(request, reply)
    if (found) return show(reply, pages.enrolDevice({ ...page, school }, found))
    const first = firstTo(refused, school.slug, request.params.id)
    return first ? reply.redirect(first, 303) : show(reply, problem(page, refused.code ?? 'not_found', request.id), status)
  })
  app.post<{ Params: { id: string } }>('/s/:slug/class/device/:id', async (request, reply) => {
    const { page, school } = await visit(house, request, reply)
    if (!school) return show(reply, notFound(page), 404)
    const { answer, refused, status } = await submit(house, door.enrol, request, reply, {})
    if (!answer) {
      const first = firstTo(refused, school.slug, request.params.id)
      return first ? reply.redirect(first, 303) : show(reply, problem(page, refused.code ?? 'not_found', request.id), status)
    }
    const { token, endsOn } = enrolDevice.output.parse(answer.output)
    const { name, where } = cookieOf(house, school.slug)
    // Nobody stays signed in on what a whole class is about to use.
    await submit(house, signingIn.end, request, reply, {})
    reply.setCookie(name, token, { ...where, expires: new Date(Date.parse(endsOn) + DAY) })
    return reply.redirect(`/s/${school.slug}/class`, 303)
  })
}

/** The door of young pupils, without JavaScript: words, pictures, and a teacher who makes a device the class's own. */
export const pupils = (app: FastifyInstance, house: House): void => {
  words(app, house)
  byPictures(app, house)
  choosing(app, house)
  enrolling(app, house)
}
