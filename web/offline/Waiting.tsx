import { useSaid } from '../furigana.tsx'
import { Banner } from '../ui/Message.tsx'

/** Beside a form: what was asked is kept, and sent later. */
export const Waiting = () => <Banner title={useSaid()('offline.will_be_sent')} />
