/// <reference lib="dom" />

/** Run inside the page. Controls that a thumb cannot hit; links inside sentences may be as low as their line. */
export const smallControls = () =>
  [
    ...document.querySelectorAll<HTMLElement>(
      'button:not([tabindex="-1"]), select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), a.button, nav a, summary, label.choice',
    ),
  ]
    .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.5)
    .map((control) => `${control.outerHTML.slice(0, 80)} ${control.getBoundingClientRect().height}`)

/** Run inside the page. By how much it is wider than the window, once that has been drawn and whatever moves has arrived. */
export const tooWide = async () => {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await drawn()
  for (const moving of document.getAnimations()) if (moving.effect?.getComputedTiming().endTime !== Infinity) moving.finish()
  await drawn()
  return document.documentElement.scrollWidth - window.innerWidth
}

/** Run inside the page. The words that reach beyond either edge of the window, and where they stand, for the message of a failure. */
export const beyondTheEdge = () => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  const range = document.createRange()
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    range.selectNodeContents(node)
    const { left, right, width } = range.getBoundingClientRect()
    const at = node.parentElement
    if (width > 1 && !at?.closest('.unseen') && (right > window.innerWidth + 1 || left < -1) && at?.checkVisibility())
      found.push(`${at.tagName}.${at.className} in ${at.parentElement?.className}: ${node.textContent?.slice(0, 40)}`)
  }
  return found.slice(0, 5).join('\n')
}

/** Run inside the page. */
export const twiceTheText = () => document.documentElement.style.setProperty('font-size', '200%')

/**
 * Run inside the page: every sentence as a language would have it whose words are longer by four tenths and wear marks above and below.
 * It stands for languages that Préau does not speak yet.
 */
export const longerWords = () => {
  document.documentElement.style.removeProperty('font-size')
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const longer = (word: string) => {
    const more = Math.ceil(word.length * 0.4)
    return `${word.slice(0, 1)}${'ǻ'.repeat(Math.ceil(more / 2))}${word.slice(1)}${'ģ'.repeat(Math.floor(more / 2))}`
  }
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement?.closest('script, style, [translate=no], .letters')) continue
    node.textContent = (node.textContent ?? '').replace(/\p{L}{2,}/gu, longer)
  }
}

/** Run inside the page: as a language would have it that is written from right to left. */
export const fromTheRight = () => document.documentElement.setAttribute('dir', 'rtl')

/** Run inside the page. What still sits on the side where it sat: a heading of the page that the turned language did not turn. */
export const notTurned = () =>
  [...document.querySelectorAll<HTMLElement>('h1, h2, p')]
    .filter((text) => text.checkVisibility() && !['right', 'start', 'center'].includes(getComputedStyle(text).textAlign))
    .map((text) => text.outerHTML.slice(0, 80))

/** Run inside the page. */
export const lang = () => document.documentElement.lang

/** Run inside the page. The empty string passes; what happens to markup is answered. */
export const triesHtml = () => {
  const box = document.createElement('div')
  box.innerHTML = ''
  try {
    box.innerHTML = '<b>bold</b>'
    return box.innerHTML
  } catch (error) {
    return String(error)
  }
}

/** Run inside the page. The rows that are drawn. */
export const drawnRows = () => [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length

/** Run inside the page. The names under a phone's bar that stand on two lines though they are one word. */
export const brokenPlaces = () => {
  const range = document.createRange()
  const lines = (label: HTMLElement) => {
    range.selectNodeContents(label)
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
  }
  return [...document.querySelectorAll<HTMLElement>('.bar .label')]
    .filter((label) => label.checkVisibility() && !/\s/.test(label.innerText.trim()) && !label.querySelector('rt'))
    .filter((label) => lines(label) > 1)
    .map((label) => label.innerText)
}
