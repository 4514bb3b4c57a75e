export const Patterns = () => null
