import { useEffect } from 'react'
import { flushSync } from 'react-dom'

/** Paper has no button for more: whatever is printed has every row. */
export const useWholeOnPaper = (drawAll: () => void) => {
  useEffect(() => {
    const draw = () => flushSync(drawAll)
    addEventListener('beforeprint', draw)
    return () => removeEventListener('beforeprint', draw)
  }, [drawAll])
}
