import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'

type FieldProps = { label: ReactNode; hint?: ReactNode; wrong?: string | undefined; after?: ReactNode }

type Bound = { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }

const Field = ({ label, hint, wrong, after, children }: FieldProps & { children: (bound: Bound) => ReactNode }) => {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children({ id, ...(wrong ? { 'aria-invalid': true } : {}), ...(described ? { 'aria-describedby': described } : {}) })}
      {wrong && (
        <div className="wrong" id={`${id}-wrong`}>
          {wrong}
        </div>
      )}
      {after}
    </div>
  )
}

type TextProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'>

/** One line of text: a native input, so that paste, password managers and phone keyboards behave. */
export const TextField = ({ label, hint, wrong, after, ...input }: TextProps) => (
  <Field label={label} hint={hint} wrong={wrong} after={after}>
    {(bound) => <input className="input" type="text" {...input} {...bound} />}
  </Field>
)

type LongProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'className'>

/** Several lines of text, as long as what is written. */
export const LongField = ({ label, hint, wrong, after, ...input }: LongProps) => (
  <Field label={label} hint={hint} wrong={wrong} after={after}>
    {(bound) => <textarea className="input long" rows={3} {...input} {...bound} />}
  </Field>
)

type SelectProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'className'> & { options: readonly { value: string; label: string }[] }

/** A choice from a list: the phone's own picker. */
export const Select = ({ label, hint, wrong, after, options, ...select }: SelectProps) => (
  <Field label={label} hint={hint} wrong={wrong} after={after}>
    {(bound) => (
      <select className="input" {...select} {...bound}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

/** A class key: eight boxes to the eye, one input to fingers, paste and readers. */
export const KeyField = ({ label, hint, wrong, ...input }: TextProps) => (
  <Field label={label} hint={hint} wrong={wrong}>
    {(bound) => (
      <span className="key">
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={9}
          {...input}
          {...bound}
        />
      </span>
    )}
  </Field>
)

/** A few choices, all in sight. */
export const Choices = ({
  legend,
  name,
  options,
  chosen,
  onChoose,
}: {
  legend: ReactNode
  name: string
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[]
  chosen: string
  onChoose: (value: string) => void
}) => (
  <fieldset className="field">
    <legend>{legend}</legend>
    <div className="choices">
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={chosen === option.value}
            onChange={() => onChoose(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <small className="quiet"> {option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)
