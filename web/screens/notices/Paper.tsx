import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { readNotice } from '#contract/notices.ts'
import { listUnseen } from '#contract/notices-following.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe, Written } from '../posts/parts.tsx'
import { Holds, useLanguageName } from './parts.tsx'

type Notice = z.output<typeof readNotice.output>
type Row = z.output<typeof listUnseen.output>['people'][number]

/** One sheet: what is announced, for whom, and where one signs. */
const Sheet = ({ notice, text, row, school }: { notice: Notice; text: Notice['texts'][number]; row: Row; school: string }) => {
  const t = useWords()
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  const name = row.isFamily ? t('notices.family_of', { name: row.display }) : row.display
  const about = row.children.map(({ display }) => display)
  return (
    <li className="card paper-sheet">
      <p className="quiet">
        {school} · {t('notices.paper_for')} {about.length > 0 ? `${name} (${list.format(about)})` : name}
      </p>
      <h2 lang={text.language} dir="auto">
        {text.title}
      </h2>
      <Holds notice={notice} />
      <Written text={text.text} language={text.language} />
      {notice.files.length > 0 && (
        <p className="small">{t('notices.paper_with', { files: list.format(notice.files.map((file) => file.name)) })}</p>
      )}
      <p>☐ {t('notices.paper_read')}</p>
      <dl className="paper-lines">
        {(['name', 'day', 'signature'] as const).map((line) => (
          <div key={line}>
            <dt>{t(`notices.paper_${line}`)}</dt>
            <dd />
          </div>
        ))}
      </dl>
      <p className="quiet small">{t('notices.paper_back', { school })}</p>
    </li>
  )
}

/** The notice on paper for those whom nothing else has reached: a sheet for each, to be signed and given back. */
export const Paper = () => {
  const t = useWords()
  const { slug, name: school } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/paper' })
  const params = { id: noticeId }
  const notice = useEndpoint(readNotice, { params })
  const { title, people } = useEndpoint(listUnseen, { params })
  const languageName = useLanguageName()
  const [language, setLanguage] = useState(notice.texts.find((one) => one.language === t.locale)?.language ?? notice.language)
  const text = notice.texts.find((one) => one.language === language) ?? notice.texts[0]
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices/$noticeId/unseen" params={{ slug, noticeId }}>
        {t('notices.unseen')}
      </Link>
      <div className="stack tight no-print">
        <div className="row spread">
          <Title>{t('notices.paper_of', { title })}</Title>
          <div className="row">
            <EyeChip groups={[t('notices.seen.office'), t('notices.seen.author')]} />
            <Button icon="print" disabled={people.length === 0} onPress={() => print()}>
              {t('app.print')}
            </Button>
          </div>
        </div>
        <p className="quiet small">{t('notices.paper_what')}</p>
        {notice.texts.length > 1 && (
          <Select
            label={t('notices.languages')}
            value={language}
            options={notice.texts.map((one) => ({ value: one.language, label: languageName(one.language) }))}
            onChange={({ target }) => setLanguage(target.value)}
          />
        )}
      </div>
      {people.length === 0 && <EmptyState title={t('notices.unseen_none')} drawing="tree" />}
      <ul className="stack papers">
        {text && people.map((row) => <Sheet key={`${row.id} ${row.isFamily}`} {...{ notice, text, row, school }} />)}
      </ul>
    </div>
  )
}
