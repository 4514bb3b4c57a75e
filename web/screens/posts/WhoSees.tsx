import { useQuery } from '@tanstack/react-query'
import { type Readers, readReaders } from '#contract/posts.ts'
import { reading } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Eye } from '../../ui/Privacy.tsx'

type Asked = ReturnType<typeof reading<typeof readReaders>>

const ByName = ({ asked }: { asked: Asked }) => {
  const say = useSaid()
  const { data, isError } = useQuery(asked)
  if (isError) return <p>{say('posts.readers.unknown')}</p>
  if (!data) return <p role="status">{say('app.loading')}</p>
  return (
    <dl className="readers">
      <dt>{say('posts.readers.guardians')}</dt>
      <dd>{data.guardians}</dd>
      <dt>{say('posts.readers.pupils')}</dt>
      <dd>{data.pupils}</dd>
      <dt>{say('posts.readers.staff')}</dt>
      <dd>
        <ul>
          {data.staff.map(({ id, display }) => (
            <li key={id}>{say.person(display)}</li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}

const Count = ({ readers: { guardians, pupils, staff } }: { readers: Readers }) => {
  const t = useWords()
  const say = useSaid()
  return (
    <>
      <span className="unseen">{t('app.privacy.who_sees')}: </span>
      {say('posts.readers.count', { count: guardians + pupils + staff })}
    </>
  )
}

/** Who can see this: a number at once where it is known, and on a tap the names of those who work at the school, as the wall says at this moment. */
export const WhoSees = ({ asked, readers, here = false }: { asked: Asked; readers?: Readers | null; here?: boolean }) => {
  const say = useSaid()
  return (
    <Eye here={here} label={readers && <Count readers={readers} />}>
      <ByName asked={asked} />
      <p className="quiet small">{say('posts.readers.why')}</p>
    </Eye>
  )
}

/** Who can see a post. */
export const WhoSeesPost = ({ postId, readers = null }: { postId: string; readers?: Readers | null }) => (
  <WhoSees asked={reading(readReaders, { params: { id: postId } })} readers={readers} />
)
