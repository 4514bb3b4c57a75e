/// <reference types="vite/client" />
declare module '*?words' {
  const compiled: import('#i18n/words.ts').Catalogue
  // biome-ignore lint/style/noDefaultExport: what the build makes of a file of sentences
  export default compiled
}
