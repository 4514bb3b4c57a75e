import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Link } from '../../ui/Link.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Progress } from '../../ui/Waiting.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Differences } from './Differences.tsx'
import type { Run } from './endpoints.ts'
import { Problems } from './Problems.tsx'
import { useImport } from './staging.ts'

const mostMegabytes = 64

const changesOf = (run: Run) =>
  Object.values(run.counts).reduce((sum, { arriving, changing, leaving }) => sum + arriving + changing + leaving, 0)

const Preview = ({ run, busy, onApply, onAgain }: { run: Run; busy: boolean; onApply: () => void; onAgain: () => void }) => {
  const t = useWords()
  const errors = run.problems.filter(({ severity }) => severity === 'error').length
  const changes = changesOf(run) > 0
  return (
    <div className="stack wide">
      {errors > 0 ? (
        <Banner tone="bad" title={t('import.refused')}>
          {t('import.refused_how', { count: errors })}
        </Banner>
      ) : (
        <Differences counts={run.counts} />
      )}
      <div className="row">
        {errors === 0 && changes && (
          <Button look="primary" busy={busy} onPress={onApply}>
            {t('import.apply')}
          </Button>
        )}
        <Button onPress={onAgain}>{t('import.again')}</Button>
      </div>
      {run.problems.length > 0 && <Problems problems={run.problems} />}
    </div>
  )
}

const Done = ({ run, slug, onAgain }: { run: Run; slug: string; onAgain: () => void }) => {
  const t = useWords()
  return (
    <>
      <Banner tone="ok" title={t('import.done')}>
        {t('import.done_how', { count: changesOf(run) })}
      </Banner>
      <div className="row">
        <Link className="button primary" to="/s/$slug/classes" params={{ slug }}>
          {t('import.to_classes')}
        </Link>
        <Button onPress={onAgain}>{t('import.again')}</Button>
      </div>
    </>
  )
}

/** A package is checked and compared first; nothing changes until someone says so; then it is applied as a job. */
export const Import = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { state, busy, take, apply, again } = useImport()
  const run = state.at === 'run' ? state.run : undefined
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <h1>{t('import.title')}</h1>
        <p className="quiet">{t('import.intro')}</p>
      </header>
      {state.at === 'trouble' && (
        <Banner tone="bad" title={state.code === 'offline' ? t('app.offline') : t(`errors.${state.code}`)} />
      )}
      {(state.at === 'start' || state.at === 'trouble') && (
        <FileDrop
          label={t('import.drop')}
          hint={t('import.drop_hint', { megabytes: mostMegabytes })}
          accept=".zip,application/zip"
          onFile={take}
        />
      )}
      {state.at === 'checking' && <Progress label={t('import.checking')} />}
      {(run?.state === 'staged' || run?.state === 'refused') && <Preview run={run} busy={busy} onApply={apply} onAgain={again} />}
      {run?.state === 'applying' && <Progress label={t('import.applying')} value={run.done} most={run.all} />}
      {run?.state === 'applied' && <Done run={run} slug={slug} onAgain={again} />}
    </div>
  )
}
