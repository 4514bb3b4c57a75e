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

/** Run inside the page. By how much it is wider than the window, once that has been drawn. */
export const tooWide = () =>
  new Promise<number>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.documentElement.scrollWidth - window.innerWidth)))
  })

/** Run inside the page. */
export const twiceTheText = () => document.documentElement.style.setProperty('font-size', '200%')

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
