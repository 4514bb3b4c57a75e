// React Aria's live announcer empties itself with innerHTML = ''; nothing else may turn a string into HTML.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    createHTML: (text) => {
      if (text === '') return text
      throw new TypeError('no HTML from strings')
    },
  })
}
