import type { Refusal } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Progress } from '../../ui/Waiting.tsx'
import type { Print } from './printing.ts'

/** What went wrong; where somebody has to say again who they are, the way there. */
export const Trouble = ({ code }: { code: Refusal['refused'] }) => {
  const t = useWords()
  return (
    <>
      <Banner tone="bad" title={code === 'offline' ? t('app.offline') : t(`errors.${code}`)} />
      {code === 'session.must_confirm' && (
        <a className="button primary" href={`/confirm?next=${encodeURIComponent(location.pathname)}`}>
          {t('activation.confirm')}
        </a>
      )}
    </>
  )
}

/** How far a print is, what went wrong with it, or where it can be opened. */
export const Printed = ({ state }: Pick<Print, 'state'>) => {
  const t = useWords()
  if (state.at === 'trouble') return <Trouble code={state.code} />
  if (state.at === 'preparing') return <Progress label={t('activation.preparing')} />
  if (state.at === 'printing') {
    const { page, pages } = state
    return <Progress label={t('activation.printing', { page, pages })} value={page} most={pages} />
  }
  if (state.at === 'start') return null
  return (
    <section className="stack tight" role="status">
      <Banner tone="ok" title={t('activation.ready')}>
        {t('activation.ready_how')}
      </Banner>
      <div className="row">
        <a className="button primary" href={state.url} target="_blank" rel="noreferrer">
          <Icon name="print" little />
          {t('activation.open_pdf')}
        </a>
      </div>
    </section>
  )
}
