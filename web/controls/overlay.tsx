import type { ReactNode, RefObject } from 'react'
import { Dialog, Modal, ModalOverlay, Popover } from 'react-aria-components'
import { AriaLocale } from './aria-locale.tsx'

export interface OverlayProps {
  readonly kind: 'menu' | 'sheet'
  readonly label: string
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly placement?: 'bottom start' | 'bottom end'
  readonly className?: string
  readonly children: ReactNode
}

/** What a `MenuButton` opens: a surface beside it, or a sheet over the whole screen. Keeps focus inside, Escape closes. */
export function Overlay({ kind, label, trigger, open, setOpen, placement = 'bottom start', className = '', children }: OverlayProps) {
  const dialog = <Dialog aria-label={label}>{children}</Dialog>
  return (
    <AriaLocale>
      {kind === 'menu' ? (
        <Popover
          triggerRef={trigger}
          isOpen={open}
          onOpenChange={setOpen}
          placement={placement}
          offset={0}
          className={`surface ${className}`}
        >
          {dialog}
        </Popover>
      ) : (
        <ModalOverlay isOpen={open} onOpenChange={setOpen} className="sheet-overlay">
          <Modal className="sheet">{dialog}</Modal>
        </ModalOverlay>
      )}
    </AriaLocale>
  )
}
