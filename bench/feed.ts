import { request } from 'node:http'
import type { FeedPost } from '#contract/feed.ts'
import { xsrfTokenOf } from '#kernel/session.ts'
import { asSchool } from '#kernel/system.ts'
import { insertGuardianship } from '#modules/people/index.ts'
import { postTable } from '#modules/posts/sealed.ts'
import { contentsOf, layBare } from './bare.ts'
import { underLoad } from './feed-load.ts'
import { addPosts, grown, layPlain } from './feed-posts.ts'
import type { Bench, House } from './house.ts'
import { openSchool, type School } from './import.ts'
import { cpuWhile, median } from './measure.ts'
import { addClass, addPeople, arrange, signIn } from './population.ts'
import { ask, type Running, start, stop, tell, times } from './requests.ts'

const CLASSES = 20
const POSTS = 1000

const audiencesOf = ({ installation, schoolId }: School) =>
  asSchool(installation, schoolId, 'class_life', 'bench.look', ({ tx }) =>
    tx
      .selectFrom('audience')
      .select(['id', 'kind', 'targetId'])
      .where('kind', 'in', ['class', 'school'])
      .orderBy('kind')
      .execute(),
  )

/** A school of twenty classes, 1,000 posts in turns before them and the school; one guardian has a child in each of two classes. */
const settle = async ({ config, folder }: House) => {
  const school = await openSchool(config, folder)
  const { schoolId } = school
  const teachers = await arrange(school, (hands) => addPeople(hands, school, 'teacher', CLASSES * 2, 1))
  const [head] = await arrange(school, (hands) => addPeople(hands, school, 'head', 1, 90))
  const classes = []
  for (let nth = 0; nth < CLASSES; nth++)
    classes.push(
      await arrange(school, (hands) => addClass(hands, school, nth.toString(36), 30, teachers.slice(nth * 2, nth * 2 + 2))),
    )
  const [first, second] = classes as [(typeof classes)[0], (typeof classes)[0]]
  const guardian = first.guardians[0]!
  await arrange(school, ({ tx, now }) =>
    insertGuardianship(tx, {
      ...{ schoolId, pupilId: second.pupils[0]!, guardianId: guardian, relation: 'parent', source: 'office' },
      ...{ verifiedBy: null, verifiedWay: null, verifiedAt: null, joinRequestId: null, now },
    }),
  )
  const audiences = await audiencesOf(school)
  await addPosts(
    school,
    head!,
    audiences.map(({ id }) => id),
    POSTS,
  )
  const place = audiences.find(({ targetId }) => targetId === first.classId)?.id ?? ''
  const tokens = { guardian: await signIn(school, guardian), teacher: await signIn(school, teachers[0]!) }
  await school.analyse()
  const contents = await contentsOf(school, [postTable])
  await school.close()
  return { school, tokens, place, contents }
}

const pageFor = async (server: Running, token: string) => {
  const text = await ask(server, '/feed', token)
  const page = JSON.parse(text) as { posts: FeedPost[]; audiences: { readers: object }[]; next: string }
  if (page.posts.length !== 30 || page.audiences.length !== 3)
    throw new Error(`a page of ${page.posts.length} posts in ${page.audiences.length} places`)
  return { text, page }
}

const cost = async ({ absolute, size, postmaster, quick }: House, server: Running, token: string) => {
  const count = quick ? 150 : 400
  const asking = () => times(count, () => ask(server, '/feed', token))
  await asking()
  const before = await tell(server, 'trips')
  await ask(server, '/feed', token)
  size('a page of the feed: round trips to the database', '', { atMost: 4 }, (await tell(server, 'trips')) - before)
  const each = async (cluster: number | undefined) => (await cpuWhile(cluster, asking, server.pid)) / count / 1000
  await absolute('a page of 30 posts and 30 chips, processor time', 'ms', { atMost: 1 }, () => each(postmaster))
  await absolute('a page of 30 posts and 30 chips, processor time of node', 'ms', {}, () => each(undefined))
}

const against = (
  { ratio, quick }: House,
  what: string,
  budget: { atMost?: number },
  ours: Running,
  plain: Running,
  token: string,
) => {
  const asking = (server: Running) => () => times(quick ? 30 : 60, () => ask(server, '/feed', token))
  return ratio(what, budget, { ours: asking(ours), plain: asking(plain), servers: { ours: ours.pid, plain: plain.pid } })
}

const posting = async ({ absolute, postmaster, quick }: House, server: Running, token: string, audience: string) => {
  const body = JSON.stringify({
    text: 'Demain, piscine : pensez au bonnet.',
    language: 'fr',
    answers: 'comments',
    when: 'now',
    audiences: [audience],
  })
  const headers = {
    cookie: `preau=${token}`,
    'x-xsrf-token': xsrfTokenOf(token),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  const post = () =>
    new Promise<void>((resolve, reject) => {
      request(`${server.url}/posts`, { method: 'POST', agent: server.agent, headers }, (reply) => {
        reply.resume().on('end', () => (reply.statusCode === 200 ? resolve() : reject(new Error(`${reply.statusCode}`))))
      })
        .on('error', reject)
        .end(body)
    })
  const count = quick ? 40 : 100
  await times(20, post)
  await absolute(
    'posting to a class of 60 readers, processor time',
    'ms',
    { atMost: 15 },
    async () => (await cpuWhile(postmaster, () => times(count, post), server.pid)) / count / 1000,
  )
  await absolute('posting to a class of 60 readers, median by the clock', 'ms', { atMost: 15 }, async () => {
    const took: number[] = []
    for (let left = count; left > 0; left--) {
      const from = performance.now()
      await post()
      took.push(performance.now() - from)
    }
    return median(took)
  })
}

/** What a family opens Préau for, over HTTP: session, walls, query, opening, chips, JSON. */
export const feed: Bench = {
  name: 'feed',
  about:
    'a page of 30 posts with who can see them: processor time, against one plain query, sealed against clear, as schools and posts grow; posting',
  run: async (house) => {
    const { config, ratio } = house
    const { school, tokens, place, contents } = await settle(house)
    const { database, data } = school
    const bare = await layBare(config, database, contents)
    const large = await grown(config, school, { schools: 200, posts: 100_000 })
    const ours = await start(house, database, data)
    const { page, text } = await pageFor(ours, tokens.guardian)
    await layPlain(config, bare, page)
    const others = {
      plain: await start(house, bare, data, [], 'feed-plain-process.ts'),
      clear: await start(house, bare, data, ['post']),
      large: await start(house, large, data),
    }
    try {
      for (const other of Object.values(others)) {
        if ((await ask(other, '/feed', tokens.guardian)) !== text) throw new Error('not the same answer')
        await times(200, () => ask(other, '/feed', tokens.guardian))
      }
      await cost(house, ours, tokens.guardian)
      await against(house, 'a page sealed ÷ in clear, 30 posts, warm', { atMost: 1.2 }, ours, others.clear, tokens.guardian)
      await against(
        house,
        'a page ÷ the same bytes by one plain query, no session, no walls, nothing sealed',
        { atMost: 2 },
        ours,
        others.plain,
        tokens.guardian,
      )
      await against(
        house,
        'a page among 100,000 posts of 200 schools ÷ among 1,000 of one',
        { atMost: 1.2 },
        others.large,
        ours,
        tokens.guardian,
      )
      const cold = async () => {
        await tell(ours, 'clear')
        await ask(ours, '/feed', tokens.guardian)
      }
      const servers = { ours: ours.pid, plain: ours.pid }
      await ratio(
        'a page cold ÷ warm: keys, names and chips asked anew',
        {},
        { ours: cold, plain: () => ask(ours, '/feed', tokens.guardian), servers, rounds: 9 },
      )
      await underLoad(house, ours, tokens.guardian)
      await posting(house, ours, tokens.teacher, place)
    } finally {
      await Promise.all([ours, ...Object.values(others)].map(stop))
    }
  },
}
