import { useEffect, useRef, useState } from 'react'
import { freshKey } from '../api.ts'
import { dropDraft, keepDraft, type Version, versionsOf } from './drafts.ts'

const PAUSE = 250

/** What a form was given back, and what else was typed into it elsewhere. */
export type Draft = {
  /** When it was typed, if it was given back. */
  backFrom: number | undefined
  others: readonly Version[]
  use: (version: Version) => void
  /** It has been sent, or is not wanted any more. */
  forget: () => void
}

/** Which row is this form's, what it was at first, what it is, and what has been sent of it: none of them is drawn. */
type Form = { own: string; first: string; now: string; sent: string; isKept: boolean }

/** Sees to it that the newest of what waits is given back, once, before anything is typed. */
const useGivenBack = (place: string, give: (value: unknown) => void, isTouched: () => boolean) => {
  const [found, setFound] = useState<readonly Version[]>([])
  const giving = useRef({ give, isTouched })
  giving.current = { give, isTouched }
  useEffect(() => {
    let isGone = false
    const look = async () => {
      const versions = await versionsOf(place).catch(() => [])
      const [newest] = versions
      if (isGone || !newest || giving.current.isTouched()) return
      giving.current.give(newest.value)
      setFound(versions)
    }
    void look()
    return () => {
      isGone = true
    }
  }, [place])
  return { found, setFound }
}

/** What was given back and typed on is this form's own now; unless the other tab has typed on, too. */
const leaveBehind = async (place: string, { id, at }: Version) => {
  const still = (await versionsOf(place)).find((one) => one.id === id)
  if (still?.at === at) await dropDraft(id)
}

/**
 * Keeps what stands in a form on this device, sealed, and gives it back: after a session that ended, a new release, a refusal, another tab.
 * `give` puts a kept value into the fields and ignores what it does not know.
 */
export const useDraft = (place: string, value: unknown, give: (value: unknown) => void): Draft => {
  const said = JSON.stringify(value)
  const form = useRef<Form>({ own: freshKey(), first: said, now: said, sent: '', isKept: false }).current
  form.now = said
  const { found, setFound } = useGivenBack(place, give, () => form.now !== form.first)
  const [newest, ...older] = found
  useEffect(() => {
    const keep = async () => {
      const isForNothing = said === form.sent || said === JSON.stringify(newest?.value)
      if (isForNothing) return
      if (said === form.first) {
        if (form.isKept) await dropDraft(form.own)
        return
      }
      form.isKept = true
      await keepDraft(form.own, place, JSON.parse(said))
      if (newest) await leaveBehind(place, newest)
    }
    const timer = setTimeout(() => void keep().catch(() => {}), PAUSE)
    return () => clearTimeout(timer)
  }, [said, place, newest, form])
  const forget = () => {
    form.sent = form.now
    const all = [form.own, ...found.map(({ id }) => id)]
    form.own = freshKey()
    setFound([])
    void Promise.all(all.map(dropDraft)).catch(() => {})
  }
  const use = (version: Version) => {
    give(version.value)
    setFound([version, ...found.filter(({ id }) => id !== version.id)])
  }
  return { backFrom: newest?.at, others: older.filter((one) => JSON.stringify(one.value) !== said), use, forget }
}
