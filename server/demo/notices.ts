import { listNoticeVoices } from '#contract/notices.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { voices } from '#modules/notices/listing.ts'
import { write } from '#modules/notices/writing.ts'

const said = [
  {
    to: 'school',
    asks: [],
    texts: [
      {
        language: 'fr',
        title: 'Vente de gâteaux vendredi',
        text: 'Les CM2 vendent leurs gâteaux vendredi dès 16 h 15, dans le préau. La recette va à leur classe de mer.',
      },
    ],
  },
  {
    to: 'guardians',
    asks: ['guardian'],
    texts: [
      {
        language: 'fr',
        title: 'Grève jeudi : pas de cantine',
        text: 'Jeudi, la cantine est fermée.\nLes enfants déjeunent à la maison ou apportent un pique-nique ; les cours ont lieu.',
      },
      {
        language: 'ja',
        title: '木曜日はストライキのため給食がありません',
        text: '木曜日は給食がありません。\nご自宅で昼食をとるか、お弁当をお持たせください。授業は通常どおり行います。',
      },
      {
        language: 'sv',
        title: 'Strejk på torsdag: ingen skollunch',
        text: 'På torsdag är matsalen stängd.\nBarnen äter hemma eller har med sig matsäck; lektionerna är som vanligt.',
      },
    ],
  },
] as const

/** Announces two things as the head, by the same actions as on the page: the older first. */
export const announceThings = async (installation: Installation, schoolId: string, head: string) => {
  for (const { to, texts, asks } of said) {
    const actor = { schoolId, personId: head, accountId: null, session: null, requestId: uuidv7() }
    const nothing = { params: {}, query: {}, body: {} }
    const { audiences } = listNoticeVoices.output.parse((await voices.perform(installation, actor, nothing)).output)
    const ids = audiences.flatMap(({ id, kind }) => (kind === to ? [id] : []))
    await write.perform(installation, actor, { ...nothing, body: { texts, asks, audiences: ids, when: 'now' } })
  }
}
