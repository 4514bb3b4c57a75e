import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoint.ts'
import { type ErrorCode, errors } from '#contract/errors.ts'
import { confirmIdentity } from './confirming.ts'
import { noteOwn } from './live/own.ts'
import { networkFirst } from './offline/answers.ts'
import { endHere } from './offline/device.ts'
import { type Answered, enqueue } from './offline/outbox.ts'
import { changed } from './outdating.ts'

type Input<E extends Endpoint> = {
  params?: z.input<E['params']>
  query?: z.input<E['query']>
  body?: z.input<E['body']>
  /** Why it is asked, where the endpoint serves several purposes. */
  purpose?: E['purposes'][number]
  /** The version that is changed (`If-Match`): nothing newer is written over. */
  version?: number
  /** The same key for every try of one wish, so that it happens once. */
  key?: string
}
type Output<E extends Endpoint> = z.output<E['output']>

/** An answer that is not yes: a code of the contract, or `offline` when nothing answered. */
export type Refusal = { refused: ErrorCode | 'offline'; requestId?: string; details?: unknown }

export const isRefusal = (reason: unknown): reason is Refusal =>
  typeof reason === 'object' && reason !== null && 'refused' in reason

/** Nobody answered: the wish may be made again, and what was saved may be shown. */
const isAway = (reason: unknown) => isRefusal(reason) && (reason.refused === 'offline' || reason.refused === 'unavailable')

/** The wish is kept on this device, and sent when there is a network. */
export const isWaiting = (reason: unknown) => isRefusal(reason) && reason.details === 'waiting'

const isCode = (word: unknown): word is ErrorCode => typeof word === 'string' && word in errors

/** A random UUID in insecure contexts too, where `crypto.randomUUID` is missing: a school's Wi-Fi may still be plain HTTP. */
export const freshKey = () => {
  const bytes = crypto
    .getRandomValues(new Uint8Array(16))
    .map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The school of the page, from its address: `/s/<slug>/…`. */
export const slugOfPage = () => location.pathname.split('/')[2] ?? ''

/** Where an endpoint is, with what stands in its address. */
export const addressOf = ({ scope, path }: Endpoint, { params = {}, query = {} }: { params?: unknown; query?: unknown }) => {
  const entries = (values: unknown) => Object.entries(Object(values)).filter(([, value]) => value !== undefined)
  const filled = entries(params).reduce(
    (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(String(value))),
    path,
  )
  const search = new URLSearchParams(entries(query).map(([name, value]) => [name, String(value)])).toString()
  const root = scope === 'school' ? `/s/${slugOfPage()}/api` : '/api'
  return `${root}${filled}${search ? `?${search}` : ''}`
}

const xsrf = () => /(?:^|; )(?:__Host-)?preau-xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? ''

/** What every request says of itself. */
export const headersFor = (method: string, key?: string): Record<string, string> => ({
  accept: 'application/json',
  ...(method === 'GET' ? {} : { 'x-xsrf-token': xsrf() }),
  ...(method === 'POST' ? { 'idempotency-key': key ?? freshKey() } : {}),
})

/** What an answer that is not yes says. */
export const refusalIn = async (response: Response): Promise<Refusal> => {
  const problem: Record<string, unknown> = Object(await response.json().catch(() => ({})))
  const { code, details, requestId } = problem
  return { refused: isCode(code) ? code : 'internal', details, ...(typeof requestId === 'string' ? { requestId } : {}) }
}

/** What a session lacks is made up for on a page of its own, which leads back. */
const doors: Partial<Record<Refusal['refused'], string>> = {
  'session.second_step': '/second-step',
  'password.must_change': '/password',
  'factor.must_enrol': '/second-factor',
}

/** What was asked for before the app was there is not asked again; nor is it an answer twice. */
const begun = (url: string) => {
  const asked = window.begun?.get(url)
  window.begun?.delete(url)
  return asked
}

const respond = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await ((init.method === 'GET' && begun(url)) || fetch(url, init)).catch(
    (): Promise<never> => Promise.reject<never>({ refused: 'offline' } satisfies Refusal),
  )
  if (!response.ok) {
    const refused = await refusalIn(response)
    if (refused.refused === 'session.must_confirm' && (await confirmIdentity())) return respond(url, init)
    if (refused.refused === 'not_signed_in' || refused.refused === 'session_ended') await endHere()
    const door = doors[refused.refused]
    if (door) location.assign(`${door}?next=${encodeURIComponent(location.pathname)}`)
    throw refused
  }
  return response
}

const request = async (url: string, init: RequestInit): Promise<unknown> => {
  const response = await respond(url, init)
  return response.status === 204 ? {} : response.json()
}

/** Asks one endpoint of the contract; what comes back has been validated by the server against the same contract. */
export const ask = async <E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<Output<E>> => {
  const json = endpoint.method !== 'GET' && input.body !== undefined
  const answer = await request(addressOf(endpoint, input), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      ...headersFor(endpoint.method, input.key),
      ...(input.purpose ? { 'x-purpose': input.purpose } : {}),
      ...(input.version === undefined ? {} : { 'if-match': `"${input.version}"` }),
      ...(json ? { 'content-type': 'application/json' } : {}),
    },
    ...(json ? { body: JSON.stringify(input.body) } : {}),
    ...(endpoint.drafts ? { keepalive: true } : {}), // the last words are typed as a page goes away
  })
  if (endpoint.method !== 'GET') noteOwn(answer)
  return answer as Output<E>
}

/** Asks an endpoint that prints: its answer is read while it comes. */
export const receive = <E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Response> =>
  respond(addressOf(endpoint, input), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: { ...headersFor(endpoint.method, input.key), accept: 'application/pdf', 'content-type': 'application/json' },
    body: JSON.stringify(input.body ?? {}),
  })

/** Asks an endpoint that answers an archive. */
export const download = <E extends Endpoint>(endpoint: E, input: Input<E> = {}): Promise<Response> =>
  respond(addressOf(endpoint, input), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      ...headersFor(endpoint.method, input.key),
      accept: 'application/zip',
      ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  })

/** Sends files, each under the name that the endpoint's body gives it. */
export const send = async <E extends Endpoint>(
  endpoint: E,
  files: Readonly<Record<string, File | string>>,
  input: Omit<Input<E>, 'body'> = {},
): Promise<Output<E>> => {
  const body = new FormData()
  for (const [name, file] of Object.entries(files)) body.append(name, file)
  const answer = await request(addressOf(endpoint, input), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: headersFor(endpoint.method, input.key),
    body,
  })
  return answer as Output<E>
}

/** Reading an endpoint, as a query: its name and its input are the key. What may stay on the device is shown from there when nobody answers. */
export const reading = <E extends Endpoint>(endpoint: E & { name: string }, input: Input<E> = {}) => {
  const queryKey = [endpoint.name, input.params ?? {}, input.query ?? {}, input.purpose ?? '']
  return queryOptions<Output<E>, Refusal>({
    queryKey,
    queryFn: ({ client }) => {
      if (!endpoint.offline) return ask(endpoint, input)
      const later = (answer: Output<E>) => client.setQueryData<Output<E>>(queryKey, () => answer)
      return networkFirst(JSON.stringify([slugOfPage(), queryKey]), () => ask(endpoint, input), { isAway, later })
    },
    // Coming back to a window is no wish to read again: each read of this kind is a line in somebody's log.
    ...(endpoint.reads === 'fact' ? { refetchOnWindowFocus: false, refetchOnReconnect: false, meta: { isFact: true } } : {}),
  })
}

const keys = new WeakMap<object, string>()
/** Every try of one wish has the same input, and so the same key. */
const keyOf = (input: object) => {
  const key = keys.get(input) ?? freshKey()
  keys.set(input, key)
  return key
}

const orWait = async <E extends Endpoint>(endpoint: E, input: Input<E>, touches: readonly string[]): Promise<Output<E>> => {
  const key = input.key ?? keyOf(input)
  return ask(endpoint, { ...input, key }).catch(async (reason: unknown) => {
    if (!endpoint.queued || !isAway(reason)) throw reason
    const { name, method } = endpoint
    const wish = { name, method, url: addressOf(endpoint, input), purpose: input.purpose, body: input.body, touches }
    throw (await enqueue(key, wish)) ? ({ refused: 'offline', details: 'waiting' } satisfies Refusal) : reason
  })
}

/** Sends one wish that waited, under the key that it was first sent with. */
export const sendWaiting: Parameters<typeof import('./offline/outbox.ts').flush>[0] = async (key, wish): Promise<Answered> => {
  const init = {
    method: wish.method,
    credentials: 'same-origin' as const,
    headers: {
      ...headersFor(wish.method, key),
      ...(wish.purpose ? { 'x-purpose': wish.purpose } : {}),
      'content-type': 'application/json',
    },
    body: JSON.stringify(wish.body ?? {}),
  }
  return request(wish.url, init).then(
    () => 'sent' as const,
    (reason: unknown) => (isRefusal(reason) && !isAway(reason) ? { refused: reason.refused } : 'away'),
  )
}

/** Changing something: one wish has one idempotency key over all its tries, and outdates what it touches. */
export const useAction = <E extends Endpoint>(endpoint: E, touches: readonly { name: string }[] = []) => {
  const client = useQueryClient()
  return useMutation<Output<E>, Refusal, Input<E>>({
    mutationFn: (input) =>
      orWait(
        endpoint,
        input,
        touches.map(({ name }) => name),
      ),
    onSettled: (_output, reason) => {
      const reread = changed(client, touches)
      return isAway(reason) ? undefined : reread // whom nobody answers is told so at once
    },
  })
}
