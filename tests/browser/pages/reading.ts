/** The kanji that can be seen and have no reading; runs in the page. */
export const unreadKanji = (typed: string[]): string[] => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = new Set<string>()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement
    if (!at || at.closest('ruby, title, script, option, .unseen, .avatar, [hidden]') || !at.checkVisibility()) continue
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
    const { top, bottom } = reading.getBoundingClientRect()
    for (let box = reading.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === 'visible') continue
      const { top: first, bottom: last } = box.getBoundingClientRect()
      if (top < first - 1 || bottom > last + 1) return [`${reading.textContent}: cut by ${box.tagName}.${box.className}`]
      break
    }
    return []
  })

/** How far apart the lines of a paragraph stand that has lines with and without readings; runs in the page. */
export const linesOf = (sentences: string[]): number[] =>
  sentences.map((sentence) => {
    const line = document.createElement('p')
    const [before = '', kanji = '', reading = '', after = ''] = sentence.split('|')
    const ruby = document.createElement('ruby')
    const above = document.createElement('rt')
    above.append(reading)
    ruby.append(kanji, above)
    line.append(before, ...(kanji ? [ruby] : []), after)
    document.querySelector('main')?.append(line)
    const { height } = line.getBoundingClientRect()
    line.remove()
    return height
  })
