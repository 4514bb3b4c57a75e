import { useState } from 'react'
import { DraftNote } from './DraftNote.tsx'
import { filledFrom, useDraft } from './useDraft.ts'

const useKept = <T,>(place: string, first: T, read: (kept: unknown) => T) => {
  const [value, set] = useState(first)
  const draft = useDraft(place, value, (kept) => set(read(kept)))
  const clear = () => {
    draft.forget()
    set(first)
  }
  return { value, set, clear, note: <DraftNote draft={draft} onAnew={() => set(first)} /> }
}

/** A text that is kept as it is typed, until it is cleared; `note` stands below the form and says what was given back. */
export const useKeptText = (place: string, first = '') => useKept(place, first, String)

/** The same of several fields. */
export const useKeptForm = <T extends object>(place: string, first: T) => useKept(place, first, (kept) => filledFrom(kept, first))

/** The same of a letter that is drafted, and may be changed: what is kept is what somebody wrote instead. */
export const useKeptLetter = (place: string, drafted: string) => {
  const { value, set, ...more } = useKeptForm(place, { isOwn: false, text: '' })
  return { text: value.isOwn ? value.text : drafted, write: (text: string) => set({ isOwn: true, text }), ...more }
}
