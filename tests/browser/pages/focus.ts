/// <reference lib="dom" />
// Run in the page: where the keyboard stands.

export const isFocused = (element: Element): boolean => element === document.activeElement

/** A line around it, or around what it is a part of. */
export const showsFocus = (): boolean => {
  const here = document.activeElement
  if (!(here instanceof HTMLElement) || here === document.body) return false
  const lined = (element: Element | null) => {
    if (!element) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  }
  const box = here.getBoundingClientRect()
  return (lined(here) || lined(here.closest('.key'))) && box.width > 0 && box.height > 0
}

export const standsOn = (): string =>
  `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim().slice(0, 60) ?? ''}`

/** What a list that unfolds says now. */
export const saysNow = (list: Element): string =>
  list instanceof HTMLSelectElement ? (list.selectedOptions[0]?.textContent ?? '') : ''

/** After Tab was pressed: whatever can be reached by the keyboard, and shows no line when it is. */
export const unlined = (): string[] => {
  const controls = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button:not(:disabled), input:not([type=hidden]), select, textarea, summary',
    ),
  ].filter((control) => control.tabIndex >= 0 && control.checkVisibility() && !control.closest('[inert], [aria-hidden=true]'))
  return controls.slice(0, 80).flatMap((control) => {
    control.focus()
    if (document.activeElement !== control) return []
    const lined = [control, control.closest('.key'), control.closest('label')].some((element) => {
      if (!element) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    return lined ? [] : [control.outerHTML.slice(0, 120)]
  })
}
