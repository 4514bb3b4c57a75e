import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askRight, listMyRights, readPackage } from '#contract/rights.ts'
import { ask, isRefusal, type Refusal, slugOfPage } from '../../api.ts'
import { outdate } from '../../outdating.ts'
import { useWords } from '../../speech.tsx'

/** Lets the browser fetch the archive itself, as it comes: it may be larger than a phone's memory. */
const fetchFile = (id: string, locale: string) => {
  const href = `/s/${slugOfPage()}/rights-requests/${id}/export.zip?locale=${locale}`
  Object.assign(document.createElement('a'), { href, download: '' }).click()
}

/** Asks for a copy and fetches it, or fetches one that was asked for; who it is for is asked before the browser begins. */
export const useTaking = () => {
  const t = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Refusal>()
  const working = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setTrouble(undefined)
    try {
      return await work()
    } catch (reason) {
      setTrouble(isRefusal(reason) ? reason : { refused: 'internal' })
    } finally {
      setBusy(false)
    }
    return undefined
  }
  const fetchAgain = (id: string) =>
    working(async () => {
      const { until } = await ask(readPackage, { params: { id } })
      fetchFile(id, t.locale)
      return until
    })
  const take = (personId: string, kind: 'access' | 'portability') =>
    working(async () => {
      const { id } = await ask(askRight, { params: { id: personId }, body: { kind } })
      const { until } = await ask(readPackage, { params: { id } })
      fetchFile(id, t.locale)
      await outdate(client, listMyRights)
      return until
    })
  return { busy, trouble, take, fetchAgain }
}
