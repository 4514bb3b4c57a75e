import { listNoticeVoices } from '#contract/notices.ts'
import { writeNotice } from '#contract/notices-writing.ts'
import type { Stage } from './cast.ts'
import type { Example } from './examples.ts'

const texts = [{ language: 'fr', title: 'Grève jeudi', text: 'L’école sera fermée jeudi.' }]
const said = { texts, asks: ['guardian'] }

const places = new WeakMap<Stage, string>()
/** Where Rosa speaks to 6B. */
const place6B = async (stage: Stage) => {
  const known = places.get(stage)
  if (known) return known
  const { body } = await stage.people.rosa.ask(listNoticeVoices)
  const found = (body['audiences'] as { id: string; kind: string }[]).find(({ kind }) => kind === 'class')?.id ?? ''
  places.set(stage, found)
  return found
}
/** What Rosa has announced to 6B, or is about to. */
const noticeOf = async (stage: Stage, when: 'now' | 'draft' = 'now') => {
  const { body } = await stage.people.rosa.ask(writeNotice, { body: { ...said, when, audiences: [await place6B(stage)] } })
  return `${body['id']}`
}
const onNotice: Example = async (stage) => ({ params: { id: await noticeOf(stage) } })

/** What Amal has confirmed on paper. */
const onPaper = async (stage: Stage) => ({ params: { id: await noticeOf(stage), personId: stage.people.amal.id, as: 'person' } })

/** What is announced: of each endpoint a question that makes sense. */
export const announcementExamples: Readonly<Record<string, Example>> = {
  'notice.list': () => ({}),
  'notice.voices': () => ({}),
  'notice.written': () => ({}),
  'notice.write': async (stage) => ({ body: { ...said, when: 'now', audiences: [await place6B(stage)] } }),
  'notice.read': onNotice,
  'notice.versions': onNotice,
  'notice.readers': onNotice,
  'notice.publish': async (stage) => ({ params: { id: await noticeOf(stage, 'draft') }, body: { when: 'now' } }),
  'notice.correct': async (stage) => ({ params: { id: await noticeOf(stage) }, body: said, headers: { 'if-match': '"1"' } }),
  'notice.withdraw': onNotice,
  'notice.see': onNotice,
  'notice.confirm': async (stage) => ({ params: { id: await noticeOf(stage) }, body: {} }),
  'notice.progress': onNotice,
  'notice.unseen': onNotice,
  'notice.calls': onNotice,
  'notice.note_paper': onPaper,
  'notice.drop_paper': async (stage) => {
    const asked = await onPaper(stage)
    await stage.world.owner.query(
      'insert into notice_paper (school_id, notice_id, person_id, is_family, noted_by, noted_at) values ($1, $2, $3, false, $4, now()) on conflict do nothing',
      [stage.world.schoolId, asked.params.id, asked.params.personId, stage.people.rosa.id],
    )
    return asked
  },
  'notice.remind': onNotice,
}

/** A notice whose hour has come, and one that was published. */
export const dueNotice = async (stage: Stage) => {
  const noticeId = await noticeOf(stage, 'draft')
  await stage.world.owner.query("update notice set state = 'scheduled', publish_at = now() - interval '1 minute' where id = $1", [
    noticeId,
  ])
  return { noticeId }
}
export const publishedNotice = async (stage: Stage) => ({ noticeId: await noticeOf(stage) })
