import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { readConversationPeople } from '#contract/conversations.ts'
import { reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { Eye } from '../../ui/Privacy.tsx'

type People = readonly { id: string; display: string }[]
const Named = ({ of, people }: { of: ReactNode; people: People }) => {
  const say = useSaid()
  if (people.length === 0) return null
  return (
    <>
      <dt>{of}</dt>
      <dd>
        <ul>
          {people.map(({ id, display }) => (
            <li key={id}>{say.person(display)}</li>
          ))}
        </ul>
      </dd>
    </>
  )
}

const All = ({ id }: { id: string }) => {
  const say = useSaid()
  const { data, isError } = useQuery(reading(readConversationPeople, { params: { id } }))
  if (isError) return <p>{say('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{say('app.loading')}</p>
  return (
    <>
      <dl className="readers">
        <Named of={say('conversations.readers.family')} people={data.family} />
        {data.others > 0 && (
          <>
            <dt>{say('conversations.readers.others')}</dt>
            <dd>{data.others}</dd>
          </>
        )}
        <Named of={say('conversations.readers.teachers')} people={data.school.filter(({ as }) => as === 'teacher')} />
        <Named of={say('conversations.readers.office')} people={data.school.filter(({ as }) => as === 'office')} />
        <Named of={say('conversations.readers.overseers')} people={data.overseers} />
      </dl>
      {data.overseers.length > 0 && <p className="quiet small">{say('conversations.readers.overseers_how')}</p>}
    </>
  )
}

/** Who can read this conversation, by name, as the wall that serves it says at this moment. */
export const WhoReads = ({ id }: { id: string }) => {
  const say = useSaid()
  return (
    <Eye>
      <All id={id} />
      <p className="quiet small">{say('conversations.readers.why')}</p>
    </Eye>
  )
}
