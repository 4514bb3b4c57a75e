import type { Picture } from '#contract/activation-pupils.ts'
import { type Html, html } from '#kernel/html.ts'

// Drawn for this: outlines on a grid of 48, in the colour of the text, so that light, dark and print are the same. Things, and no faces.
const drawings: Readonly<Record<Picture, Html>> = {
  apple: html`<path d="M24 15c-4-4-14-2-14 9 0 9 6 17 10 17 2 0 2-1 4-1s2 1 4 1c4 0 10-8 10-17 0-11-10-13-14-9zM24 15c0-4 2-8 6-9"/>`,
  ball: html`<circle cx="24" cy="24" r="17"/><path d="M7 24h34M24 7c-9 10-9 24 0 34M24 7c9 10 9 24 0 34"/>`,
  bell: html`<path d="M8 36c4-4 5-8 5-15a11 11 0 0 1 22 0c0 7 1 11 5 15zM24 10V6M20 41h8"/>`,
  boat: html`<path d="M5 32h38l-6 9H11zM23 28V6L9 28zM27 28V12l12 16z"/>`,
  cup: html`<path d="M9 12h25v20a8 8 0 0 1-8 8h-9a8 8 0 0 1-8-8zM34 17h3a6 6 0 0 1 0 13h-3"/>`,
  flag: html`<path d="M11 43V6M11 8h26l-6 9 6 9H11"/>`,
  house: html`<path d="M6 23 24 7l18 16M11 19v22h26V19M20 41V29h8v12"/>`,
  key: html`<circle cx="15" cy="17" r="9"/><path d="m22 23 18 18M33 34l5-5M28 29l4-4"/>`,
  kite: html`<path d="M24 5 38 20 24 35 10 20zM24 5v30M10 20h28M24 35c-6 4 4 6-3 9"/>`,
  star: html`<path d="m24 5 6 13 14 2-10 10 2 14-12-7-12 7 2-14L4 20l14-2z"/>`,
  tree: html`<path d="M24 5 9 24h7L7 35h34l-9-11h7zM20 35v8h8v-8"/>`,
  umbrella: html`<path d="M5 25a19 19 0 0 1 38 0c-4-4-9-4-12 0-4-4-10-4-14 0-3-4-8-4-12 0zM24 25v13a4 4 0 0 1-8 0M24 6V3"/>`,
}

/** A picture with its name for whoever hears the page. */
export const drawing = (picture: Picture, name: string): Html =>
  html`<svg viewBox="0 0 48 48" role="img" aria-label="${name}" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${drawings[picture]}</svg>`
