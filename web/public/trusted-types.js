// React Aria's live announcer empties itself with innerHTML = ''; nothing else may turn a string into HTML, and one script alone may run
// beside the page: the worker that keeps the app.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    createHTML: (text) => {
      if (text === '') return text
      throw new TypeError('no HTML from strings')
    },
    createScriptURL: (url) => {
      if (url === '/worker.js') return url
      throw new TypeError('no script from strings')
    },
  })
}
