import { useQuery } from '@tanstack/react-query'
import { listAskers, type openable } from '#contract/desk-cases.ts'
import { type Objectable, objectables } from '#contract/objecting.ts'
import { listPolicies } from '#contract/policies.ts'
import { type Arrival, arrivals, type OpenedAs, writtenAs } from '#contract/rights-clocks.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Select, TextField } from '../../ui/Field.tsx'

type Kind = (typeof openable)[number]
export type Wish = { kind: Kind; askedBy: string; purpose: Objectable; follows: string; policyId: string; field: string }
type WishProps = { personId: string; wish: Wish; onWish: (more: Partial<Wish>) => void }

/** The consents that somebody has given, and could take back. */
const Consents = ({
  agreed,
  chosen,
  onChoose,
}: {
  agreed: readonly string[]
  chosen: string
  onChoose: (id: string) => void
}) => {
  const t = useWords()
  const policies = useQuery(reading(listPolicies)).data?.policies ?? []
  const options = policies.flatMap(({ id, texts }) => {
    const text = texts.find(({ language }) => t.locale.startsWith(language)) ?? texts[0]
    return agreed.includes(id) && text ? [{ value: id, label: text.title }] : []
  })
  if (options.length === 0) return <p>{t('mydata.paper.no_consent')}</p>
  return (
    <Select
      label={t('mydata.paper.consent')}
      value={chosen}
      onChange={(event) => onChoose(event.target.value)}
      options={[{ value: '', label: '' }, ...options]}
    />
  )
}

/** Who asks, what, and what that kind of request needs besides. */
export const Asked = ({ personId, wish, onWish }: WishProps) => {
  const t = useWords()
  const { data } = useQuery(reading(listAskers, { params: { id: personId }, query: { locale: t.locale } }))
  if (!data) return null
  const { kind, askedBy, purpose, follows, policyId, field } = wish
  const theirs = data.refused.filter((one) => one.askedBy === askedBy && (kind !== 'hearing' || one.mayBeHeard))
  const none = kind === 'complaint' ? [{ value: '', label: t('mydata.paper.none') }] : [{ value: '', label: '' }]
  return (
    <>
      <Select
        label={t('mydata.paper.asker')}
        value={askedBy}
        onChange={(event) => onWish({ askedBy: event.target.value, policyId: '', follows: '' })}
        options={[{ value: '', label: '' }, ...data.askers.map(({ id, display }) => ({ value: id, label: display }))]}
      />
      <Select
        label={t('mydata.paper.kind')}
        value={kind}
        onChange={(event) => onWish({ kind: data.kinds.find((one) => one === event.target.value) ?? 'human' })}
        options={data.kinds.map((value) => ({ value, label: t(`mydata.kind.${value}`) }))}
      />
      {kind === 'rectification' && (
        <Select
          label={t('mydata.correct.which')}
          value={field}
          onChange={(event) => onWish({ field: event.target.value })}
          options={[
            { value: '', label: t('mydata.correct.any') },
            ...data.fields.map((one) => ({ value: one.field, label: one.label })),
          ]}
        />
      )}
      {kind === 'objection' && (
        <Select
          label={t('mydata.object.to')}
          value={purpose}
          onChange={(event) => onWish({ purpose: objectables.find((one) => one === event.target.value) ?? 'class_news' })}
          options={objectables.map((value) => ({ value, label: t(`mydata.object.${value}`) }))}
        />
      )}
      {(kind === 'hearing' || kind === 'complaint') && (
        <Select
          label={t('mydata.paper.follows')}
          value={follows}
          onChange={(event) => onWish({ follows: event.target.value })}
          options={[...none, ...theirs.map(({ id, number }) => ({ value: id, label: number }))]}
        />
      )}
      {kind === 'withdrawal' && (
        <Consents
          agreed={data.askers.find(({ id }) => id === askedBy)?.agreed ?? []}
          chosen={policyId}
          onChoose={(id) => onWish({ policyId: id })}
        />
      )}
    </>
  )
}

export type Arrived = { came: Arrival; identity: OpenedAs; receivedOn: string }
/** How it came, how the desk knows who asks, and on which day. */
export const How = ({ today, how, onHow }: { today: string; how: Arrived; onHow: (more: Partial<Arrived>) => void }) => {
  const t = useWords()
  return (
    <>
      <Select
        label={t('mydata.paper.came')}
        value={how.came}
        onChange={(event) => onHow({ came: arrivals.find((one) => one === event.target.value) ?? 'letter' })}
        options={arrivals.map((value) => ({ value, label: t(`mydata.paper.came.${value}`) }))}
      />
      <Select
        label={t('mydata.paper.identity')}
        value={how.identity}
        onChange={(event) => onHow({ identity: writtenAs.find((one) => one === event.target.value) ?? 'known' })}
        options={writtenAs.map((value) => ({ value, label: t(`mydata.paper.identity.${value}`) }))}
      />
      <TextField
        label={t('mydata.paper.received')}
        type="date"
        required
        max={today}
        value={how.receivedOn}
        onChange={(event) => onHow({ receivedOn: event.target.value })}
      />
    </>
  )
}
