import { listVoices } from '#contract/posts.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { pin } from '#modules/posts/changing.ts'
import { voices } from '#modules/posts/reading.ts'
import { write } from '#modules/posts/writing.ts'

type Said = {
  by: string
  in: 'class' | 'school'
  language: string
  text: string
  answers: 'none' | 'reactions' | 'comments'
  isPinned?: true
}

/** What the teacher of the first class, the teacher of both and the office have said, the oldest first. */
const said = (teacher: string, ofBoth: string, office: string): readonly Said[] => [
  {
    ...{ by: office, in: 'school', language: 'fr', answers: 'none', isPinned: true },
    text: 'Accueil du matin dès 8 h 20 par le portail de la rue des Tilleuls.\nLe portail ferme à 8 h 35.',
  },
  {
    by: office,
    in: 'school',
    language: 'fr',
    answers: 'reactions',
    text: 'Cantine : les menus de la semaine sont affichés dans le préau.',
  },
  {
    ...{ by: ofBoth, in: 'class', language: 'ja', answers: 'reactions' },
    text: '今週の書道の時間は「冬」を書きました。作品は廊下に掲示しています。',
  },
  {
    ...{ by: teacher, in: 'class', language: 'fr', answers: 'comments' },
    text: 'Demain, c’est piscine ! Pensez au bonnet et à la serviette.\nRetour prévu à 11 h 45.',
  },
]

/** Says a few things, by the same actions as on the page. */
export const sayThings = async (
  installation: Installation,
  schoolId: string,
  people: { teacher: string; ofBoth: string; office: string },
) => {
  for (const { by, in: kind, isPinned, ...content } of said(people.teacher, people.ofBoth, people.office)) {
    const actor = { schoolId, personId: by, accountId: null, session: null, requestId: uuidv7() }
    const nothing = { params: {}, query: {}, body: {} }
    const { audiences } = listVoices.output.parse((await voices.perform(installation, actor, nothing)).output)
    const ids = audiences.flatMap((place) => (place.kind === kind ? [place.id] : []))
    const { output } = await write.perform(installation, actor, { ...nothing, body: { ...content, audiences: ids, when: 'now' } })
    if (isPinned) await pin.perform(installation, actor, { ...nothing, params: { id: Object(output).id } })
  }
}
