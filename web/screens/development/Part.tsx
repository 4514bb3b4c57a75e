import { type ReactNode, useId } from 'react'

/** One family of components under its name. */
export const Part = ({ name, children }: { name: string; children: ReactNode }) => {
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  )
}
