import { expect } from 'vitest'
import { readCopyEntries } from '#contract/covering.ts'
import { openCase } from '#contract/desk-cases.ts'
import { confirmAsker, establishAsker, recogniseRequest } from '#contract/establishing.ts'
import { decideRight, listMyRights, listRightCases, type MyRequest, type RightCase } from '#contract/rights.ts'
import { dayInParis } from './days.ts'
import type { Person } from './world.ts'

export const at = (id: unknown, body: object = {}) => ({ params: { id: `${id}` }, body })
export const answer = 'Voici notre réponse.'
/** A letter of somebody that the desk writes down. */
export const noted = async (
  by: Person,
  asker: { id: string },
  more: Record<string, unknown> = {},
  about: { id: string } = asker,
) => {
  const letter = { kind: 'access', receivedOn: dayInParis(), words: 'Par lettre', came: 'letter', identity: 'signature' }
  const { body, status, text } = await by.ask(openCase, at(about.id, { ...letter, askedBy: asker.id, ...more }))
  expect(status, text).toBe(200)
  return `${body['id']}`
}
export const codeOf = async (reply: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await reply
  return status === 200 ? 'done' : (body.code ?? status)
}
export const confirms = (by: Person, id: string) => codeOf(by.ask(confirmAsker, at(id)))
export const establishes = (by: Person, id: string) => codeOf(by.ask(establishAsker, at(id, { identity: 'called_back' })))
export const recognises = (by: Person, id: string, verdict: 'mine' | 'not_mine') =>
  codeOf(by.ask(recogniseRequest, at(id, { verdict })))
export const looksAt = (by: Person, id: string) => codeOf(by.ask(readCopyEntries, { params: { id }, query: { locale: 'fr' } }))
export const grants = (by: Person, id: string) => codeOf(by.ask(decideRight, at(id, { outcome: 'granted', answer })))
export const casesFor = async (by: Person) => ((await by.ask(listRightCases)).body as { cases: RightCase[] }).cases
export const caseOf = async (by: Person, id: string) => (await casesFor(by)).find((one) => one.id === id)
export const mine = async (by: Person, id: string) =>
  ((await by.ask(listMyRights)).body as { requests: MyRequest[] }).requests.find((one) => one.id === id)
