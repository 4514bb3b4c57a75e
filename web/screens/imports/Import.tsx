import { useState } from 'react'
import { readMe } from '#contract/people.ts'
import { type Fields, fieldSets, mostPackageBytes, type RosterImport } from '#contract/rosters.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { Progress } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Arrived } from './Arrived.tsx'
import { Earlier, Undo } from './Earlier.tsx'
import { Export } from './Export.tsx'
import { PreviewOf } from './PreviewOf.tsx'
import { Refused } from './Refused.tsx'
import { useImport } from './staging.ts'

const megabyte = 1024 * 1024

type ApplyingProps = {
  run: RosterImport | undefined
  slug: string
  busy: boolean
  onUndo: (id: string) => void
  onAgain: () => void
}

const Applying = ({ run, slug, busy, onUndo, onAgain }: ApplyingProps) => {
  const t = useWords()
  if (run?.state === 'failed') return <Banner tone="bad" title={t('import.failed')} />
  if (run?.state !== 'applied') {
    const known = run !== undefined && run.all > 0 ? { value: run.done, most: run.all } : {}
    return <Progress label={t(`import.step.${run?.step ?? 'waiting'}`)} {...known} />
  }
  const { arriving, changing, leaving } = run.counts.person
  return (
    <>
      <Banner tone="ok" title={t(run.undoes ? 'import.undone' : 'import.done')}>
        {t('import.done_how', { count: arriving + changing + leaving })}
      </Banner>
      <div className="row">
        <Link className="button primary" to="/s/$slug/classes" params={{ slug }}>
          {t('import.to_classes')}
        </Link>
        <Link className="button" to="/s/$slug/same-people" params={{ slug }}>
          {t('import.to_same')}
        </Link>
        <Button onPress={onAgain}>{t('import.again')}</Button>
      </div>
      <Undo run={run} busy={busy} onUndo={onUndo} />
    </>
  )
}

/** A package is read and compared first; nothing changes until someone says so; then it is applied as a job. */
export const Import = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { state, progress, busy, take, see, say, apply, undo, again } = useImport()
  const [fields, setFields] = useState<Fields>('all')
  const asks = state.at === 'start' || state.at === 'trouble' || state.at === 'refused'
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <Title>{t('import.title')}</Title>
        <p className="quiet">{t('import.intro')}</p>
      </header>
      {state.at === 'trouble' && (
        <Banner tone="bad" title={state.code === 'offline' ? t('app.offline') : t(`errors.${state.code}`)} />
      )}
      {state.at === 'refused' && <Refused problems={state.problems} shape={state.shape} busy={busy} onSay={say} />}
      {asks && <Arrived busy={busy} onSee={see} />}
      {asks && (
        <Choices
          legend={t('import.fields')}
          name="fields"
          options={fieldSets.map((value) => ({ value, label: t(`import.fields.${value}`) }))}
          chosen={fields}
          onChoose={(value) => setFields(value === 'least' ? 'least' : 'all')}
        />
      )}
      {asks && (
        <FileDrop
          label={t('import.drop')}
          hint={t('import.drop_hint', { megabytes: mostPackageBytes / megabyte })}
          accept=".zip,.xlsx,.csv,.txt,application/zip,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onFile={(file) => take(file, fields)}
        />
      )}
      {asks && <Earlier busy={busy} onUndo={undo} />}
      {asks && <Export />}
      {state.at === 'checking' && <Progress label={t('import.checking')} />}
      {state.at === 'preview' && <PreviewOf preview={state.preview} busy={busy} onApply={apply} onSay={say} onAgain={again} />}
      {state.at === 'applying' && <Applying run={progress} slug={slug} busy={busy} onUndo={undo} onAgain={again} />}
    </div>
  )
}
