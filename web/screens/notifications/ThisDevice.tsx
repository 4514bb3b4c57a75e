import { useEffect, useState } from 'react'
import type * as z from 'zod/mini'
import { addPushDevice, confirmPushDevice, endPushDevice, readNotifications } from '#contract/notifications.ts'
import { useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { canBeTold, mustInstall, subscribe, unsubscribe } from './device.ts'

type Told = z.output<typeof readNotifications.output>
type Device = Told['devices'][number]

const Install = () => {
  const say = useSaid()
  return (
    <>
      <p>{say('notifications.install')}</p>
      <ol>
        <li>{say('notifications.install_1')}</li>
        <li>{say('notifications.install_2')}</li>
        <li>{say('notifications.install_3')}</li>
      </ol>
    </>
  )
}

const codeIn = (text: string) => /^#?([0-9a-f-]{36})\.([\w-]+)$/.exec(text)
const tested = (data: unknown) => {
  const { device, code }: { device?: unknown; code?: unknown } = Object(Object(data).test)
  return codeIn(`${device}.${code}`)
}

/** The code that the test has brought to this device: by the notification that was touched, or to the page that is open. */
const useCode = (id: string) => {
  const [code, setCode] = useState<string | undefined>(() => {
    const [, device, brought] = codeIn(location.hash) ?? []
    return device === id ? brought : undefined
  })
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      const [, device, brought] = tested(event.data) ?? []
      if (device === id) setCode(brought)
    }
    navigator.serviceWorker?.addEventListener('message', hear)
    return () => navigator.serviceWorker?.removeEventListener('message', hear)
  }, [id])
  return code
}

const Testing = ({ device, onAgain }: { device: Device; onAgain: () => void }) => {
  const say = useSaid()
  const code = useCode(device.id)
  const confirming = useAction(confirmPushDevice, [readNotifications])
  const confirm = () => code && confirming.mutate({ params: { id: device.id }, body: { code } })
  return (
    <>
      <Banner tone="info" title={say('notifications.test_sent')}>
        {say('notifications.test_wait')}
      </Banner>
      <Refused by={confirming.error} />
      <p className="row">
        <Button look="primary" disabled={!code} busy={confirming.isPending} onPress={confirm}>
          {say('notifications.test_seen')}
        </Button>
        <Button onPress={onAgain}>{say('notifications.test_again')}</Button>
      </p>
    </>
  )
}

/** Turning it on: the person, the browser and the server agree, in this order. */
const useTurningOn = (publicKey: string) => {
  const [refused, setRefused] = useState<'denied' | 'failed'>()
  const adding = useAction(addPushDevice, [readNotifications])
  const turnOn = async () => {
    const body = await subscribe(publicKey)
    if (typeof body === 'string') return setRefused(body)
    setRefused(undefined)
    adding.mutate({ body })
  }
  return { refused, adding, turnOn: () => void turnOn() }
}

const Able = ({ publicKey, device }: { publicKey: string; device: Device | undefined }) => {
  const say = useSaid()
  const { refused, adding, turnOn } = useTurningOn(publicKey)
  const ending = useAction(endPushDevice, [readNotifications])
  const turnOff = (id: string) => void unsubscribe().then(() => ending.mutate({ params: { id } }))
  const isDenied = refused === 'denied' || Notification.permission === 'denied'
  if (isDenied && !device) return <Banner tone="warn" title={say('notifications.denied')} />
  return (
    <>
      {refused === 'failed' && <Banner tone="bad" title={say('notifications.failed')} />}
      <Refused by={adding.error ?? ending.error} />
      {device && !device.confirmedAt && <Testing device={device} onAgain={turnOn} />}
      {device?.confirmedAt && <Banner tone="ok" title={say('notifications.works')} />}
      <p>
        {device ? (
          <Button busy={ending.isPending} onPress={() => turnOff(device.id)}>
            {say('notifications.off')}
          </Button>
        ) : (
          <Button look="primary" busy={adding.isPending} onPress={turnOn}>
            {say('notifications.on')}
          </Button>
        )}
      </p>
    </>
  )
}

/** Whether this device is told, and how that begins and ends. */
export const ThisDevice = ({ told: { isShared, publicKey, devices } }: { told: Told }) => {
  const t = useWords()
  const say = useSaid()
  const device = devices.find(({ isThis }) => isThis)
  const body = () => {
    if (isShared) return <p>{say('notifications.shared')}</p>
    if (!publicKey) return <p>{say('notifications.school_none')}</p>
    if (mustInstall()) return <Install />
    if (!canBeTold()) return <p>{say('notifications.cannot')}</p>
    return (
      <>
        <p className="measure quiet">{say.text(t('notifications.what', { sentence: t('notifications.push.news') }))}</p>
        <Able publicKey={publicKey} device={device} />
      </>
    )
  }
  return (
    <section className="stack tight" aria-labelledby="this-device">
      <h2 id="this-device">{say('notifications.this')}</h2>
      {body()}
    </section>
  )
}
