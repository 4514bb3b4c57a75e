import { getRouteApi } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { endDevice, printWords, readClassDoor, renewClassDoor } from '#contract/activation-pupils.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { DoorPupils } from './DoorPupils.tsx'
import { Printed, Trouble } from './Printed.tsx'
import { usePrint } from './printing.ts'

const route = getRouteApi('/s/$slug/classes/$classId/door')
type Door = z.output<typeof readClassDoor.output>

const Code = ({ classId, code, mayChange }: { classId: string; code: Door['code']; mayChange: boolean }) => {
  const t = useWords()
  const renewed = t('activation.door.renewed')
  const renew = useAction(renewClassDoor, [readClassDoor])
  return (
    <section className="card stack tight" aria-labelledby="code">
      <h2 id="code">{t('activation.door.code')}</h2>
      {renew.error && <Trouble code={renew.error.refused} />}
      {code ? (
        <>
          <p translate="no">
            <strong className="code">{code.code}</strong>
          </p>
          <p className="quiet small">{t('activation.door.code_what')}</p>
        </>
      ) : (
        <p className="quiet">{t('activation.door.code_none')}</p>
      )}
      {mayChange && code && (
        <div className="row">
          <Button
            busy={renew.isPending}
            onPress={() => renew.mutate({ params: { id: classId } }, { onSuccess: () => toast(renewed) })}
          >
            {t('activation.door.renew')}
          </Button>
        </div>
      )}
    </section>
  )
}

const PrintAll = ({ classId }: { classId: string }) => {
  const t = useWords()
  const { state, print, busy } = usePrint()
  return (
    <section className="card stack tight" aria-labelledby="print">
      <h2 id="print">{t('activation.door.print')}</h2>
      <p className="quiet small">{t('activation.door.print_what')}</p>
      <div className="row">
        <Button
          look="primary"
          icon="print"
          busy={busy}
          onPress={() => void print(printWords, { params: { id: classId }, body: { why: 'first' } })}
        >
          {t('activation.print')}
        </Button>
      </div>
      <Printed state={state} />
    </section>
  )
}

const Devices = ({ slug, classId, devices, mayChange }: Pick<Door, 'devices'> & Place & { mayChange: boolean }) => {
  const t = useWords()
  const ended = t('activation.door.ended')
  const end = useAction(endDevice, [readClassDoor])
  return (
    <section className="card stack tight" aria-labelledby="devices">
      <h2 id="devices">{t('activation.door.devices')}</h2>
      <p className="quiet small">{t('activation.door.devices_what')}</p>
      {end.error && <Trouble code={end.error.refused} />}
      {devices.length === 0 && <p className="quiet">{t('activation.door.no_device')}</p>}
      <ul className="stack tight">
        {devices.map(({ id, madeAt, endsOn }) => (
          <li className="row spread" key={id}>
            <span>
              {t('activation.door.device', { day: shortDay(t.locale, madeAt) })}{' '}
              <span className="quiet small">{t('activation.door.device_until', { day: shortDay(t.locale, endsOn) })}</span>
            </span>
            {mayChange && (
              <Button
                busy={end.isPending}
                onPress={() => end.mutate({ params: { id: classId, deviceId: id } }, { onSuccess: () => toast(ended) })}
              >
                {t('activation.door.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="row">
          <a className="button" href={`/s/${slug}/class/device/${classId}`}>
            {t('activation.door.enrol')}
          </a>
        </div>
      )}
    </section>
  )
}

type Place = { slug: string; classId: string }

/** How the young pupils of a class come in: its code, their words, its devices. */
export const ClassDoor = () => {
  const t = useWords()
  const { slug, classId } = route.useParams()
  const { label, code, pupils, devices, can } = useEndpoint(readClassDoor, { params: { id: classId } })
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <p className="quiet">{t('activation.door')}</p>
        <Title>{label}</Title>
        <p className="quiet">{t('activation.door.intro')}</p>
      </header>
      {pupils.length === 0 ? (
        <EmptyState title={t('activation.nobody_here')} />
      ) : (
        <>
          {can.change && <PrintAll classId={classId} />}
          <Code classId={classId} code={code} mayChange={can.change} />
          <Devices slug={slug} classId={classId} devices={devices} mayChange={can.change} />
          <DoorPupils classId={classId} pupils={pupils} mayChange={can.change} />
        </>
      )}
    </div>
  )
}
