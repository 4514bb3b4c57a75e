/** Texts that try to break out of wherever they are shown: stored as typed, shown as text, and harmless in every list, mail and print. */
export const nasty: Readonly<Record<string, string>> = {
  script: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  closing: '</p></textarea></title><svg onload=alert(1)>&lt;b&gt; &amp;',
  link: 'javascript:alert(1) [x](javascript:alert(1)) data:text/html,<b>',
  bidi: 'invoice \u202Etxt.exe\u202C \u2066hidden\u2069 \u200F',
  lines: 'a\r\nSet-Cookie: x=1\r\n\r\n<b>b</b>\tc\u0000d',
  header: 'Bonjour\r\nBcc: all@example.org\r\n\r\n.\r\n',
  half: 'a\ud800b\udfffc',
  marks: `e${'\u0301'.repeat(100_000)}`,
  spaces: '  indented\n\n   and kept  ',
  formula: '=HYPERLINK("http://evil.example")\n+1\n@x',
  template: '{name} ${7*7} {{constructor}} <%= 1 %> %s %n',
}
