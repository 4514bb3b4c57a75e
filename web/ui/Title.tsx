import type { ReactNode } from 'react'

/** The name of a screen: its heading, and what the browser's tab and history say; `said` where the heading has readings above it. */
export const Title = ({ children, school = '', said = children }: { children: string; school?: string; said?: ReactNode }) => (
  <>
    <title>{[children, school, 'Préau'].filter(Boolean).join(' · ')}</title>
    <h1 tabIndex={-1}>{said}</h1>
  </>
)
