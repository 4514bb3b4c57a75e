import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

type SheetProps = { title: ReactNode; open: boolean; onClose: () => void; children: ReactNode; urgent?: boolean }

/** Slides up under the thumb on a phone, stands in the middle elsewhere; loaded on intent, never on the first route. */
export const Sheet = ({ title, open, onClose, children, urgent = false }: SheetProps) => (
  <ModalOverlay className="sheet-back" isOpen={open} onOpenChange={(now) => now || onClose()} isDismissable={!urgent}>
    <Modal className="sheet">
      <Dialog role={urgent ? 'alertdialog' : 'dialog'} className="stack">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
)
