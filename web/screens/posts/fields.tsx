import type { KeyboardEvent } from 'react'
import { type AnswerWay, answerWays } from '#contract/posts.ts'
import { useWords } from '../../speech.tsx'
import { Choices, LongField, Select } from '../../ui/Field.tsx'

export type Content = { text: string; language: string; answers: AnswerWay }

const languages = [
  'en',
  'fr',
  'fr-CA',
  'sv',
  'ja',
  'ar',
  'de',
  'es',
  'fa',
  'fi',
  'it',
  'pl',
  'pt',
  'ro',
  'so',
  'ti',
  'tr',
  'uk',
  'vi',
  'zh',
] as const
const isAnswerWay = (word: string): word is AnswerWay => answerWays.some((way) => way === word)

/** What is said, in which language, and what those who read it may do. */
export const ContentFields = ({
  content,
  change,
  onSend,
}: {
  content: Content
  change: (to: Partial<Content>) => void
  onSend: () => void
}) => {
  const t = useWords()
  const nameOf = new Intl.DisplayNames(t.locale, { type: 'language' })
  const options = [...new Set([content.language, ...languages])].map((value) => ({ value, label: nameOf.of(value) ?? value }))
  const sendByKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSend()
  }
  return (
    <>
      <LongField
        label={t('posts.text')}
        hint={t('posts.text_how')}
        lang={content.language}
        dir="auto"
        value={content.text}
        maxLength={120_000}
        onKeyDown={sendByKeys}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Select
        label={t('posts.language')}
        value={content.language}
        options={options}
        onChange={(event) => change({ language: event.target.value })}
      />
      <Choices
        legend={t('posts.answers')}
        name="answers"
        chosen={content.answers}
        options={answerWays.map((value) => ({ value, label: t(`posts.answers.${value}`) }))}
        onChoose={(value) => isAnswerWay(value) && change({ answers: value })}
      />
    </>
  )
}
