import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { freshKey } from '../api.ts'
import { confirmed } from './device.ts'
import { dropDraft, keepDraft, noteDraft, sealDraft, staysHere, type Version, versionsHere, versionsOf } from './drafts.ts'
import type { Row } from './notes.ts'
import { isRefusedByServer, onRefusal } from './serverDrafts.ts'

const PAUSE = 250

/** What a form was given back, and what else was typed into it elsewhere. */
export type Draft = {
  /** When it was typed, if it was given back. */
  backFrom: number | undefined
  others: readonly Version[]
  /** The server will not keep it: it is on this device alone, or on this screen alone. */
  refused: 'device' | 'screen' | undefined
  use: (version: Version) => void
  /** It has been sent, or is not wanted any more. */
  forget: () => void
}

/** Which row is this form's, what it was at first, what it is, what has been sent of it, and how to keep it now: none of them is drawn. */
type Form = {
  own: string
  first: string
  given: string
  now: string
  sent: string
  isKept: boolean
  work: Promise<unknown>
  keepNow: () => void
}

/** What was found of before: what the form was given back, and all that there is. */
type Found = { given: Version | undefined; all: readonly Version[] }

/** Sees to it that the newest of what waits is given back before anything is typed: from this device at once, then from where else one typed. */
const useGivenBack = (place: string, give: (value: unknown) => void, isTouched: () => boolean) => {
  const [found, setFound] = useState<Found>({ given: undefined, all: [] })
  const giving = useRef({ give, isTouched })
  giving.current = { give, isTouched }
  useEffect(() => {
    let isGone = false
    let given: Version | undefined
    const look = async (finding: Promise<Version[]>) => {
      const all = await finding.catch(() => [])
      const [newest] = all
      if (isGone || !newest) return
      const isNews = JSON.stringify(newest.value) !== JSON.stringify(given?.value)
      if (!giving.current.isTouched() && isNews) {
        giving.current.give(newest.value)
        given = newest
      }
      setFound({ given, all })
    }
    void look(versionsHere(place))
      .then(() => look(versionsOf(place)))
      .then(confirmed) // whoever has just signed in is given the key to what lies here a moment after the form
      .then(() => look(versionsOf(place)))
    return () => {
      isGone = true
    }
  }, [place])
  return { found, setFound }
}

/** Where alone it is, once the server has said that it does not keep it. */
const useRefusal = (id: string) => {
  const isRefused = useSyncExternalStore(onRefusal, () => isRefusedByServer(id))
  const [where, setWhere] = useState<'device' | 'screen'>('screen')
  useEffect(() => {
    if (isRefused) void staysHere().then((stays) => setWhere(stays ? 'device' : 'screen'))
  }, [isRefused])
  return isRefused ? where : undefined
}

/** What was given back and typed on is this form's own now; unless the other tab has typed on, too. */
const leaveBehind = async (place: string, { id, at, keptAt }: Version) => {
  const still = (await versionsHere(place)).find((one) => one.id === id)
  if (still ? still.at === at : keptAt) await dropDraft(id, keptAt)
}

/** The fields of a form with what was kept of them; what it does not know, or knows otherwise, stays out. What may be null is a text otherwise. */
export const filledFrom = <T extends object>(kept: unknown, now: T): T => {
  const types = new Map(Object.entries(now).map(([field, value]) => [field, value === null ? 'string' : typeof value]))
  return {
    ...now,
    ...Object.fromEntries(
      Object.entries(Object(kept)).filter(([field, value]) => types.get(field) === (value === null ? 'string' : typeof value)),
    ),
  }
}

/**
 * Keeps what stands in a form a moment after somebody has paused, or when the page or the form goes away. It is sealed as it is typed: a page
 * that closes writes down at once what there was no time to put into the store.
 */
const useKeeping = (form: Form, place: string, newest: Version | undefined) => {
  const said = form.now
  useEffect(() => {
    const { own } = form
    // Forgotten while it waited its turn: kept now, it would come back after it was sent.
    const isForNothing = () => own !== form.own || said === form.sent || said === JSON.stringify(newest?.value)
    let unkept: Row | undefined
    const sealing =
      isForNothing() || said === form.first ? undefined : sealDraft(own, place, JSON.parse(said)).catch(() => undefined)
    void sealing?.then((row) => {
      unkept = row
    })
    const keep = async () => {
      if (isForNothing()) return
      if (!sealing) {
        if (form.isKept) await dropDraft(own)
        return
      }
      form.isKept = true
      await keepDraft(own, place, JSON.parse(said), sealing)
      unkept = undefined
      if (newest) await leaveBehind(place, newest)
    }
    // One after the other: what is forgotten must not be kept by what had begun before.
    let isBegun = false
    const begin = () => {
      if (isBegun) return // kept again, it would come back after it was sent from elsewhere
      isBegun = true
      form.work = form.work.then(keep).catch(() => {})
    }
    form.keepNow = begin
    const timer = setTimeout(begin, PAUSE)
    const noteIt = () => unkept && !isForNothing() && noteDraft(unkept)
    const onHiding = () => {
      if (document.visibilityState !== 'hidden') return
      begin()
      noteIt()
    }
    document.addEventListener('visibilitychange', onHiding)
    addEventListener('pagehide', noteIt)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onHiding)
      removeEventListener('pagehide', noteIt)
    }
  }, [said, place, newest, form])
  useEffect(() => () => form.keepNow(), [form])
}

/**
 * Keeps what stands in a form on this device and on the server, sealed, and gives it back: after a session that ended, a new release, a
 * refusal, in another tab, on another device. On a shared machine only the server keeps it.
 * `give` puts a kept value into the fields and ignores what it does not know.
 */
export const useDraft = (place: string, value: unknown, give: (value: unknown) => void): Draft => {
  const said = JSON.stringify(value)
  const begun: Form = {
    ...{ own: freshKey(), first: said, given: said, now: said, sent: '', isKept: false, work: Promise.resolve() },
    keepNow: () => {},
  }
  const form = useRef(begun).current
  form.now = said
  const refused = useRefusal(form.own)
  const { found, setFound } = useGivenBack(place, give, () => form.now !== form.first && form.now !== form.given)
  const { given: newest, all } = found
  form.given = newest ? JSON.stringify(newest.value) : form.first
  useKeeping(form, place, newest)
  const forget = () => {
    form.sent = form.now
    const ids = [form.own, ...all.map(({ id }) => id)]
    form.own = freshKey()
    setFound({ given: undefined, all: [] })
    form.work = form.work.then(() => Promise.all(ids.map((id) => dropDraft(id)))).catch(() => {})
  }
  const use = (version: Version) => {
    give(version.value)
    setFound({ given: version, all })
  }
  const others = all.filter(({ id, value }) => id !== newest?.id && id !== form.own && JSON.stringify(value) !== said)
  return { backFrom: newest?.at, others, refused, use, forget }
}
