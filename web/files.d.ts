/// <reference types="vite/client" />
declare module '*?words' {
  const compiled: import('#i18n/words.ts').Catalogue
  // biome-ignore lint/style/noDefaultExport: what the build makes of a file of sentences
  export default compiled
}
/** By address, what `beginning/begin.js` has asked for. */
interface Window {
  begun?: Map<string, Promise<Response>>
}
