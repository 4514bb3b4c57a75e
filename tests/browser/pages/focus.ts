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
