/** The name of a screen: its heading, and what the browser's tab and history say. */
export const Title = ({ children, school = '' }: { children: string; school?: string }) => (
  <>
    <title>{[children, school, 'Préau'].filter(Boolean).join(' · ')}</title>
    <h1 tabIndex={-1}>{children}</h1>
  </>
)
