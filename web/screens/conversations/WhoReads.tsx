import { useQuery } from '@tanstack/react-query'
import { readConversationPeople } from '#contract/conversations.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Eye } from '../../ui/Privacy.tsx'

type People = readonly { id: string; display: string }[]
const Named = ({ of, people }: { of: string; people: People }) =>
  people.length > 0 && (
    <>
      <dt>{of}</dt>
      <dd>
        <ul>
          {people.map(({ id, display }) => (
            <li key={id}>{display}</li>
          ))}
        </ul>
      </dd>
    </>
  )

const All = ({ id }: { id: string }) => {
  const t = useWords()
  const { data, isError } = useQuery(reading(readConversationPeople, { params: { id } }))
  if (isError) return <p>{t('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{t('app.loading')}</p>
  return (
    <>
      <dl className="readers">
        <Named of={t('conversations.readers.family')} people={data.family} />
        {data.others > 0 && (
          <>
            <dt>{t('conversations.readers.others')}</dt>
            <dd>{data.others}</dd>
          </>
        )}
        <Named of={t('conversations.readers.teachers')} people={data.school.filter(({ as }) => as === 'teacher')} />
        <Named of={t('conversations.readers.office')} people={data.school.filter(({ as }) => as === 'office')} />
        <Named of={t('conversations.readers.overseers')} people={data.overseers} />
      </dl>
      {data.overseers.length > 0 && <p className="quiet small">{t('conversations.readers.overseers_how')}</p>}
    </>
  )
}

/** Who can read this conversation, by name, as the wall that serves it says at this moment. */
export const WhoReads = ({ id }: { id: string }) => {
  const t = useWords()
  return (
    <Eye>
      <All id={id} />
      <p className="quiet small">{t('conversations.readers.why')}</p>
    </Eye>
  )
}
