import { Button } from '../../ui/Button.tsx'

const themes = ['light', 'dark'] as const

/** Another theme than the machine's, for as long as this page stands. */
export const Themes = () => (
  <div className="row">
    {themes.map((theme) => (
      <Button key={theme} onPress={() => document.documentElement.setAttribute('data-theme', theme)}>
        {theme}
      </Button>
    ))}
    <Button onPress={() => document.documentElement.removeAttribute('data-theme')}>as the machine</Button>
  </div>
)
