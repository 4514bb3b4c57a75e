import type { FastifyInstance, FastifyRequest } from 'fastify'
import { schoolOf } from '#kernel/school.ts'
import { asSchool } from '#kernel/system.ts'
import { type PaperVersion, paperVersions } from '#modules/privacy/papers.queries.ts'
import { contentOf, differences, digestOfPaper, paperContent } from '#modules/privacy/papers.ts'
import { legal } from '#server/serving/imprint.ts'
import { notFound } from './notices.ts'
import { changesPage, flowsPage, noticePage, recordPage, type Step } from './paper-pages.ts'
import type { Printed } from './paper-words.ts'
import { type House, show, type Visit, visit } from './visit.ts'

/** So many editions are shown. */
const MOST = 50

/** What the papers of a school are printed from now; the edition that says the same, where one has been kept. */
const printedOf = async ({ installation }: House, schoolId: string): Promise<Printed> => {
  const { schools } = await legal(installation, schoolId)
  return asSchool(installation, schoolId, 'legal', 'privacy.papers.print', async ({ tx }) => {
    const { profile, kind } = await schoolOf(tx)
    const content = contentOf(installation.dataMap, { profile, kind })
    const [last] = await paperVersions(tx, schoolId, 1)
    return { content, edition: last?.digest.equals(digestOfPaper(content)) ? last : undefined, imprint: schools[0] }
  })
}

const stepOf = (edition: PaperVersion, before: PaperVersion | undefined): Step => {
  const [now, old] = [edition, before].map((one) => paperContent.safeParse(one?.content))
  return { edition, differences: now?.success && old?.success ? differences(old.data, now.data) : undefined }
}

const stepsOf = ({ installation }: House, schoolId: string): Promise<Step[]> =>
  asSchool(installation, schoolId, 'legal', 'privacy.papers.print', async ({ tx }) => {
    const all = await paperVersions(tx, schoolId, MOST)
    return all.map((edition, nth) => stepOf(edition, all[nth + 1]))
  })

/** What a school must publish about data, printed from the map whenever somebody looks: without an account, without JavaScript, fit for paper. */
export const papering = (app: FastifyInstance, house: House): void => {
  type Draw = (visited: Visit & { school: NonNullable<Visit['school']> }) => Promise<string>
  const answer = async (request: FastifyRequest, reply: Parameters<typeof visit>[2], draw: Draw) => {
    const visited = await visit(house, request, reply)
    const { school } = visited
    return school ? show(reply, await draw({ ...visited, school })) : show(reply, notFound(visited.page), 404)
  }
  const printed =
    (draw: typeof recordPage): Draw =>
    async ({ page, school }) =>
      draw(page, await printedOf(house, school.schoolId))
  app.get('/s/:slug/trust/record', async (request, reply) => answer(request, reply, printed(recordPage)))
  app.get('/s/:slug/trust/notice', async (request, reply) => answer(request, reply, printed(noticePage)))
  app.get('/s/:slug/trust/flows', async (request, reply) => answer(request, reply, printed(flowsPage)))
  app.get('/s/:slug/trust/editions', async (request, reply) =>
    answer(request, reply, async ({ page, school }) => changesPage(page, await stepsOf(house, school.schoolId))),
  )
}
