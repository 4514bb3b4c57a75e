import { useState } from 'react'
import type * as z from 'zod/mini'
import { printWords, readClassDoor, voidWords } from '#contract/activation-pupils.ts'
import type { Words } from '#i18n/words.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Printed, Trouble } from './Printed.tsx'
import { usePrint } from './printing.ts'

type Pupil = z.output<typeof readClassDoor.output>['pupils'][number]

const tones = { own_password: 'ok', words: 'info', none: 'warn' } as const

/** One pupil's words anew, or made worthless. */
const OnePupil = ({ classId, pupil }: { classId: string; pupil: Pupil }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  const gone = t('activation.door.voided')
  const end = useAction(voidWords, [readClassDoor])
  const why = pupil.state === 'none' ? 'first' : 'lost'
  return (
    <div className="stack">
      {end.error && <Trouble code={end.error.refused} />}
      <Printed state={state} />
      {state.at !== 'ready' && (
        <Button
          look="primary"
          icon="print"
          full
          busy={busy}
          onPress={() => void print(printWords, { params: { id: classId }, body: { people: [pupil.id], why } })}
        >
          {t('activation.print')}
        </Button>
      )}
      {state.at !== 'ready' && pupil.state === 'words' && (
        <Button
          look="danger"
          full
          busy={end.isPending}
          onPress={() => end.mutate({ params: { id: pupil.id } }, { onSuccess: () => toast(gone) })}
        >
          {t('activation.door.void')}
        </Button>
      )}
    </div>
  )
}

const columnsFor = (t: Words, mayChange: boolean, onChoose: (pupil: Pupil) => void): Columns<Pupil> => [
  { id: 'name', label: t('activation.name'), sort: ({ display }) => display, cell: ({ display }) => display },
  {
    id: 'state',
    label: t('activation.state'),
    sort: ({ state }) => state,
    plain: ({ state }) => t(`activation.door.state.${state}`),
    cell: (pupil) => (
      <span className="row">
        <Badge tone={tones[pupil.state]}>{t(`activation.door.state.${pupil.state}`)}</Badge>
        {pupil.hasPictures && pupil.state !== 'own_password' && (
          <span className="quiet small">{t('activation.door.pictures')}</span>
        )}
        {mayChange && pupil.state !== 'own_password' && (
          <Button onPress={() => onChoose(pupil)}>
            {t('activation.one')}
            <span className="unseen"> {pupil.display}</span>
          </Button>
        )}
      </span>
    ),
  },
]

/** New words for many at once; who has a password keeps it. */
const PrintWords = ({ classId, pupils }: { classId: string; pupils: readonly Pupil[] }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  const people = pupils.filter((pupil) => pupil.state !== 'own_password')
  const why = people.some((pupil) => pupil.state === 'words') ? 'lost' : 'first'
  return (
    <>
      <Button
        icon="print"
        busy={busy}
        disabled={people.length === 0}
        onPress={() => void print(printWords, { params: { id: classId }, body: { people: people.map(({ id }) => id), why } })}
      >
        {t('activation.print_many')}
      </Button>
      <Printed state={state} />
    </>
  )
}

/** The pupils of a class and how each comes in, with the way to new words. */
export const DoorPupils = ({ classId, pupils, mayChange }: { classId: string; pupils: readonly Pupil[]; mayChange: boolean }) => {
  const t = useWords()
  const [chosen, setChosen] = useState<Pupil>()
  return (
    <>
      <DataTable
        caption={t('activation.door')}
        rows={pupils}
        columns={columnsFor(t, mayChange, setChosen)}
        text={({ display }) => display}
        name={({ display }) => display}
        taken={{ list: 'words', of: classId, purpose: 'class_life' }}
        {...(mayChange ? { actions: (many: readonly Pupil[]) => <PrintWords classId={classId} pupils={many} /> } : {})}
      />
      <LazySheet
        title={t('activation.door.one_for', { name: chosen?.display ?? '' })}
        open={chosen !== undefined}
        onClose={() => setChosen(undefined)}
      >
        {chosen && <OnePupil key={chosen.id} classId={classId} pupil={chosen} />}
      </LazySheet>
    </>
  )
}
