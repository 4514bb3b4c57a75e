import { useState } from 'react'
import type * as z from 'zod/mini'
import { type ImageAudience, readImageRights, sayImageRight } from '#contract/image-rights.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConsentCard } from '../../ui/Consent.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { ShownReceipt } from './ShownReceipt.tsx'

type Rights = z.output<typeof readImageRights.output>
type Someone = Rights['people'][number]
type Right = Someone['rights'][number]

type CardProps = { person: Someone; right: Right; wording: number; number: string | undefined; onReceipt: (id: string) => void }

/** One use: what it means, what was said, and whether anything is shown now. A tap is the whole of it, there and back. */
const Card = ({ person, right, wording, number, onReceipt }: CardProps) => {
  const t = useWords()
  const { mutate, isPending, error } = useAction(sayImageRight, [readImageRights])
  const { audience, said, saidAt, receiptId, isAllowed } = right
  const say = (says: 'yes' | 'no') => mutate({ params: { id: person.id }, body: { audience, says, wording, language: t.locale } })
  const purpose = person.isSelf ? t(`images.for_me.${audience}`) : t(`images.for.${audience}`, { name: person.display })
  return (
    <ConsentCard
      purpose={purpose}
      wording={t(`images.wording.first.${audience}`)}
      said={said}
      busy={isPending}
      onSay={say}
      {...(saidAt ? { changedOn: saidAt } : {})}
      receipt={
        <>
          <p className="row">
            <Badge tone={isAllowed ? 'ok' : 'info'}>{t(isAllowed ? 'images.allowed' : 'images.not_allowed')}</Badge>
            {receiptId && number && (
              <Button look="plain" onPress={() => onReceipt(receiptId)}>
                {t('images.receipt.show', { number })}
              </Button>
            )}
          </p>
          {error && <Banner tone="bad" title={t(error.refused === 'offline' ? 'app.offline' : `errors.${error.refused}`)} />}
        </>
      }
    >
      {t('images.why')}
    </ConsentCard>
  )
}

const Of = ({
  person,
  rights,
  slug,
  onReceipt,
}: {
  person: Someone
  rights: Rights
  slug: string
  onReceipt: (id: string) => void
}) => {
  const t = useWords()
  const numberOf = (id: string | null) => rights.receipts.find((one) => one.id === id)?.number
  return (
    <section className="stack" aria-labelledby={`of-${person.id}`}>
      <h2 id={`of-${person.id}`}>{person.display}</h2>
      {person.isJoint && <p className="quiet small">{t('images.joint', { name: person.display })}</p>}
      {!person.mayAgree && <Banner title={t('images.alone', { name: person.display })} />}
      <div className="consents">
        {person.rights.map((right) => (
          <Card
            key={right.audience}
            person={person}
            right={right}
            wording={rights.wording}
            number={numberOf(right.receiptId)}
            onReceipt={onReceipt}
          />
        ))}
      </div>
      <p className="no-print">
        <Link to="/s/$slug/people/$personId/photos" params={{ slug, personId: person.id }} icon="photo">
          {t('images.child_photos', { name: person.display })}
        </Link>
      </p>
    </section>
  )
}

const Receipts = ({ receipts, onReceipt }: Pick<Rights, 'receipts'> & { onReceipt: (id: string) => void }) => {
  const t = useWords()
  const what = (audience: ImageAudience) => t(`images.audience.${audience}`)
  return (
    <section className="stack tight no-print" aria-labelledby="receipts">
      <h2 id="receipts">{t('images.receipts')}</h2>
      <p className="quiet small">{t('images.receipts_how')}</p>
      <ul className="card rows">
        {receipts.map(({ id, number, pupil, audience, says, saidAt }) => (
          <li key={id}>
            <span className="grow">
              {pupil.display} · {what(audience)} · {t(`app.privacy.answer.${says}`)}
              <br />
              <span className="quiet small">{shortDay(t.locale, saidAt)}</span>
            </span>
            <Button look="plain" onPress={() => onReceipt(id)}>
              {t('images.receipt.show', { number })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whether pictures of one's child, or of oneself, may be shown: one question for each use, nothing chosen beforehand. */
export const ImageRights = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const rights = useEndpoint(readImageRights)
  const [shown, setShown] = useState<string>()
  const { people, receipts, year } = rights
  const receipt = receipts.find(({ id }) => id === shown)
  const day = (on: string) => shortDay(t.locale, on)
  return (
    <div className="stack wide">
      <header className="row spread">
        <Title>{t('images.title')}</Title>
        <EyeChip groups={[t('images.seen.self'), t('images.seen.staff')]} />
      </header>
      {people.length === 0 && (
        <EmptyState title={t('images.none')} drawing="tree">
          {t('images.none_how')}
        </EmptyState>
      )}
      {people.length > 0 && <p>{t('images.lead', { from: day(year.from), to: day(year.to) })}</p>}
      {people.map((person) => (
        <Of key={person.id} person={person} rights={rights} slug={slug} onReceipt={setShown} />
      ))}
      {receipts.length > 0 && <Receipts receipts={receipts} onReceipt={setShown} />}
      <LazySheet title={t('images.receipts')} open={receipt !== undefined} onClose={() => setShown(undefined)}>
        {receipt && <ShownReceipt receipt={receipt} onClose={() => setShown(undefined)} />}
      </LazySheet>
    </div>
  )
}
