import { type FormEvent, useState } from 'react'
import {
  type OnSlip,
  printPersonSlip,
  readClassSlips,
  readSlips,
  readStaffSlips,
  type SlipReason,
  slipReasons,
  voidSlip,
} from '#contract/activation.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import type { Words } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Choices } from '../../ui/Field.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Printed, Trouble } from './Printed.tsx'
import { PrintMany } from './PrintMany.tsx'
import { usePrint } from './printing.ts'
import { VoidMany } from './VoidMany.tsx'

const tones = { activated: 'ok', live: 'info', never: 'warn' } as const
const isReason = (word: string): word is SlipReason => slipReasons.some((reason) => reason === word)

/** One slip anew, with its reason; or the one that is about made worthless. */
const OneSlip = ({ person }: { person: OnSlip }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  const [why, setWhy] = useState<SlipReason>(person.state === 'never' ? 'first' : person.state === 'live' ? 'lost' : 'forgotten')
  const gone = t('activation.voided')
  const end = useAction(voidSlip, [readSlips, readClassSlips, readStaffSlips])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void print(printPersonSlip, { params: { id: person.id }, body: { why } })
  }
  return (
    <form className="stack" onSubmit={submit}>
      {end.error && <Trouble code={end.error.refused} />}
      <Printed state={state} />
      {state.at !== 'ready' && (
        <>
          <Choices
            legend={t('activation.why')}
            name="why"
            chosen={why}
            onChoose={(chosen) => isReason(chosen) && setWhy(chosen)}
            options={slipReasons.map((value) => ({ value, label: t(`activation.why.${value}`) }))}
          />
          <Button type="submit" look="primary" icon="print" full busy={busy}>
            {t('activation.print')}
          </Button>
          {person.state === 'live' && (
            <Button
              look="danger"
              full
              busy={end.isPending}
              onPress={() => end.mutate({ params: { id: person.id } }, { onSuccess: () => toast(gone) })}
            >
              {t('activation.void')}
            </Button>
          )}
        </>
      )}
    </form>
  )
}

const columnsFor = (t: Words, onChoose: (person: OnSlip) => void): Columns<OnSlip> => [
  {
    id: 'name',
    label: t('activation.name'),
    sort: (person) => person.display,
    plain: (person) => `${person.display} (${t(`activation.reader.${person.reader}`)})`,
    cell: (person) => (
      <>
        {person.display}
        <br />
        <span className="quiet small">{t(`activation.reader.${person.reader}`)}</span>
      </>
    ),
  },
  {
    id: 'state',
    label: t('activation.state'),
    sort: (person) => person.state,
    plain: (person) => t(`activation.state.${person.state}`),
    cell: (person) => (
      <span className="row">
        <Badge tone={tones[person.state]}>{t(`activation.state.${person.state}`)}</Badge>
        {person.state === 'live' && person.until && (
          <span className="quiet small">{t('activation.until', { day: shortDay(t.locale, person.until) })}</span>
        )}
        <Button onPress={() => onChoose(person)}>
          {t('activation.one')}
          <span className="unseen"> {person.display}</span>
        </Button>
      </span>
    ),
  },
]

/** People and how far each has come, each with the way to a new slip. */
export const SlipRows = ({ caption, people, classId }: { caption: string; people: readonly OnSlip[]; classId?: string }) => {
  const t = useWords()
  const { roles } = useEndpoint(readMe).person
  const inOffice = roles.some((role) => office.includes(role))
  const [chosen, setChosen] = useState<OnSlip>()
  const columns = columnsFor(t, setChosen)
  return (
    <>
      <DataTable
        caption={caption}
        rows={people}
        columns={columns}
        text={(person) => person.display}
        name={(person) => person.display}
        taken={classId ? { list: 'slips', of: classId } : { list: 'staff_slips' }}
        {...(inOffice
          ? {
              actions: (many: readonly OnSlip[], none: () => void) => (
                <>
                  <PrintMany whom={{ people: many.map(({ id }) => id) }} />
                  <VoidMany slips={many.filter(({ state }) => state === 'live')} onDone={none} />
                </>
              ),
            }
          : {})}
      />
      <LazySheet
        title={t('activation.one_for', { name: chosen?.display ?? '' })}
        open={chosen !== undefined}
        onClose={() => setChosen(undefined)}
      >
        {chosen && <OneSlip key={chosen.id} person={chosen} />}
      </LazySheet>
    </>
  )
}
