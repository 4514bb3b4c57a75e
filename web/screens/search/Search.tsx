import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Me } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Looking } from './Looking.tsx'

/**
 * The way to search, in the roof, and by Ctrl+K from everywhere. No single letter opens it: somebody who speaks to their computer would open it
 * with every sentence (WCAG 2.1.4).
 */
export const Search = ({ me }: { me: Me }) => {
  const t = useWords()
  const { pathname } = useLocation()
  const [openOn, setOpenOn] = useState<string>()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      event.preventDefault()
      setOpenOn(pathname)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [pathname])
  return (
    <>
      <button type="button" className="search-open" aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpenOn(pathname)}>
        <Icon name="search" />
        <span className="search-name">{t('search.title')}</span>
        <span className="wide-only search-keys" aria-hidden="true">
          {t('search.keys')}
        </span>
      </button>
      <LazySheet title={t('search.title')} open={openOn === pathname} onClose={() => setOpenOn(undefined)}>
        <Looking me={me} />
      </LazySheet>
    </>
  )
}
