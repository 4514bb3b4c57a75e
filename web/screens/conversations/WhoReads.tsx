import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readConversationPeople } from '#contract/conversations.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LazySheet } from '../../ui/lazy.tsx'

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
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" className="eye no-print" onClick={() => setOpen(true)}>
        <Icon name="eye" little />
        {t('app.privacy.who_sees')}
      </button>
      <LazySheet title={t('app.privacy.who_sees')} open={open} onClose={close}>
        <All id={id} />
        <p className="quiet small">{t('conversations.readers.why')}</p>
        <Button look="ink" onPress={close}>
          {t('app.close')}
        </Button>
      </LazySheet>
    </>
  )
}
