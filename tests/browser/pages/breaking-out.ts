/** What a text that somebody wrote has become on the page: the words, and whether anything of it is more than words. */
export const writtenOn = () => {
  const shown = [...document.querySelectorAll<HTMLElement>('.written')]
  return {
    texts: shown.map((element) => element.textContent ?? ''),
    elements: shown.map((element) => element.children.length),
    links: [...document.querySelectorAll('main a')]
      .map((link) => link.getAttribute('href') ?? '')
      .filter((href) => /^(javascript|data):/i.test(href)),
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    /** A pile of marks draws over nothing else: what stands above it can still be pressed. */
    covered: [...document.querySelectorAll<HTMLElement>('main a, main button')].filter((control) => {
      const { left, top, width, height } = control.getBoundingClientRect()
      if (width === 0 || top < 0 || top + height > innerHeight) return false
      const hit = document.elementFromPoint(left + width / 2, top + height / 2)
      return hit?.closest('.written') !== null && hit !== null
    }).length,
  }
}
