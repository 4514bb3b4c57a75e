import type { ReactNode } from 'react'
import { useSaid } from '../furigana.tsx'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'

type Tone = 'info' | 'ok' | 'warn' | 'bad'

const icons: Record<Tone, IconName> = { info: 'info', ok: 'check', warn: 'warning', bad: 'warning' }

/** A sentence that concerns the whole screen. */
export const Banner = ({ tone = 'info', title, children }: { tone?: Tone; title: ReactNode; children?: ReactNode }) => (
  <div className={`banner ${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
    <Icon name={icons[tone]} />
    <div>
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  </div>
)

const drawings = {
  bench: 'M20 60h120M32 60v24M128 60v24M20 44h120M32 44v16M128 44v16',
  satchel: 'M40 36h80v52H40zM62 36v-8q0-8 8-8h20q8 0 8 8v8M40 56h80M72 50h16v14H72z',
  roof: 'M12 44 80 20l68 24M28 40v48M132 40v48M12 88h136',
  tree: 'M80 88V44M80 60l-16-12M80 54l14-10M44 44q-8-16 10-22 6-16 26-14 18-4 26 12 20 4 12 22-4 12-18 10-8 8-20 4-14 6-22-2-12 0-14-10Z',
} as const

/** Nothing here yet: what goes here, who starts it, one action. */
export const EmptyState = ({
  title,
  children,
  drawing = 'bench',
  action,
}: {
  title: ReactNode
  children?: ReactNode
  drawing?: keyof typeof drawings
  action?: ReactNode
}) => (
  <div className="blank">
    <svg className="drawing" viewBox="0 0 160 96" aria-hidden="true">
      <path d={drawings[drawing]} />
    </svg>
    <h2>{title}</h2>
    {children && <p className="measure">{children}</p>}
    {action}
  </div>
)

type ErrorStateProps = {
  title: ReactNode
  code: string
  requestId?: string | undefined
  onRetry?: (() => void) | undefined
  page?: boolean
}

/** What could not be done, what is kept, and the next step; `page` where there is nothing else on the screen. */
export const ErrorState = ({ title, code, requestId, onRetry, page = false }: ErrorStateProps) => {
  const Title = page ? 'h1' : 'h2'
  const say = useSaid()
  return (
    <div className="blank" role="alert">
      <svg className="drawing" viewBox="0 0 160 96" aria-hidden="true">
        <path d={drawings.roof} />
      </svg>
      <Title tabIndex={-1}>{title}</Title>
      {onRetry && (
        <Button look="primary" onPress={onRetry}>
          {say('app.retry')}
        </Button>
      )}
      <small>{say('app.error_code', { code: requestId ? `${code} · ${requestId.slice(-8)}` : code })}</small>
    </div>
  )
}
