/// <reference lib="dom" />
// Run in the page: what can be told apart without our colours.

/** Controls that have neither an edge, nor a line under them, nor anything written or drawn in them. */
export const unseen = (): string[] =>
  [
    ...document.querySelectorAll<HTMLElement>(
      'button, a.button, select, input:not([type=hidden], [type=file]), textarea, summary',
    ),
  ]
    .filter((control) => control.checkVisibility())
    .filter((control) => {
      const seen = (element: Element | null) => {
        if (!element) return false
        const { borderTopStyle, borderTopWidth, borderTopColor, appearance, textDecorationLine } = getComputedStyle(element)
        const hasEdge =
          borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0 && borderTopColor !== 'rgba(0, 0, 0, 0)'
        const isNative = element instanceof HTMLInputElement && /checkbox|radio/.test(element.type) && appearance !== 'none'
        return hasEdge || isNative || textDecorationLine !== 'none'
      }
      const isDrawn = control.querySelector('svg') !== null || control.closest('th, .languages') !== null
      return !seen(control) && !seen(control.closest('.key')) && !isDrawn
    })
    .map((control) => control.outerHTML.slice(0, 120))

/** Every line and colour of the first element that is found so, as one text; backgrounds that the person's colours cover are none. */
export const linesOf = (selector: string): string => {
  const element = document.querySelector(selector)
  if (!element) throw new Error(`nothing is ${selector}`)
  const style = getComputedStyle(element)
  const ground = style.getPropertyValue('forced-color-adjust') === 'none' ? style.backgroundColor : 'none'
  const lines = ['outline', 'border', 'color', 'text-decoration']
  return [ground, ...lines.map((name) => style.getPropertyValue(name))].join(' | ')
}

/** Some colours, as they are used here. */
export const tokens = () => {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return { text: token('--text'), quiet: token('--text-2'), line: token('--hairline'), border: token('--border') }
}

/** The names of the animations that have begun since this was first asked. */
export const moving = (): string[] => {
  const known: { begun?: string[] } = Object(window).preauMoving ?? {}
  if (!known.begun) {
    const begun: string[] = []
    Object.assign(window, { preauMoving: { begun } })
    document.addEventListener('animationstart', ({ animationName }) => begun.push(animationName))
    return []
  }
  return known.begun
}
