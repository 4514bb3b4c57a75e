/** The kanji that can be seen and have no reading, apart from what people wrote; runs in the page. */
export const unreadKanji = (typed: string[]): string[] => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = new Set<string>()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement
    if (!at || at.closest('ruby, title, script, option, .unseen, .avatar, .written, [hidden]') || !at.checkVisibility()) continue
    const text = typed.reduce((left, one) => left.replaceAll(one, ''), node.textContent ?? '')
    if (/\p{sc=Han}/u.test(text)) found.add(text)
  }
  return [...found]
}

/** The readings of the page; runs in the page. */
export const readings = (): string[] => [...document.querySelectorAll('rt')].map(({ textContent }) => textContent ?? '')

/** Readings that are cut off at their box's edge; runs in the page. */
export const cutReadings = (): string[] =>
  [...document.querySelectorAll('rt')].flatMap((reading) => {
    if (reading.closest('.unseen')) return []
    const { top, bottom } = reading.getBoundingClientRect()
    for (let box = reading.parentElement; box; box = box.parentElement) {
      if (!/hidden|clip/.test(getComputedStyle(box).overflowY) || box === document.documentElement) continue
      const { top: first, bottom: last } = box.getBoundingClientRect()
      if (top < first - 1 || bottom > last + 1) return [`${reading.textContent}: cut by ${box.tagName}.${box.className}`]
      break
    }
    return []
  })

/** How high a line without readings is, and one with, in elements of several sizes; runs in the page. */
export const linesOf = (tags: string[]): { plain: number[]; read: number[] } => {
  const heightOf = (tag: string, start: Node | string) => {
    const line = document.createElement(tag)
    line.style.display = 'block'
    line.append(start, 'をよく')
    document.querySelector('main')?.append(line)
    const { height } = line.getBoundingClientRect()
    line.remove()
    return height
  }
  const ruby = () => {
    const [whole, reading] = [document.createElement('ruby'), document.createElement('rt')]
    reading.append('かみ')
    whole.append('紙', reading)
    return whole
  }
  return { plain: tags.map((tag) => heightOf(tag, 'かみ')), read: tags.map((tag) => heightOf(tag, ruby())) }
}
