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
      return !seen(control) && !seen(control.closest('.key')) && !seen(control.querySelector('.avatar')) && !isDrawn
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

/** What is chosen, pressed or where one is, and looks in no line different from its neighbours that are not. */
export const sameAsUnchosen = (): string[] => {
  const states =
    '[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-selected=true], tr[data-chosen], .choice:has(:checked)'
  const lines = (element: Element | null) => {
    if (!element) return ''
    const style = getComputedStyle(element)
    const ground = style.getPropertyValue('forced-color-adjust') === 'none' ? style.backgroundColor : ''
    return [ground, ...['outline', 'border', 'color', 'text-decoration'].map((name) => style.getPropertyValue(name))].join()
  }
  const looks = (element: Element) =>
    [lines(element), lines(element.querySelector('.label, span')), element.querySelectorAll('svg').length].join(' | ')
  return [...document.querySelectorAll<HTMLElement>(states)]
    .filter((element) => element.checkVisibility())
    .flatMap((element) => {
      const all = element.closest('nav, fieldset, tbody, [role=tablist], ul, ol, .languages')?.querySelectorAll(element.tagName)
      const other = [...(all ?? [])].find((one) => !one.matches(states) && one.checkVisibility())
      return other && looks(other) === looks(element) ? [element.outerHTML.slice(0, 120)] : []
    })
}

/** What still moves where somebody asked that nothing does. */
export const stillMoving = (): string[] =>
  document.getAnimations().flatMap(({ effect }) => {
    const timing = effect?.getComputedTiming()
    return timing && Number(timing.duration) > 1 && timing.progress !== null ? [`${timing.duration} ms`] : []
  })
