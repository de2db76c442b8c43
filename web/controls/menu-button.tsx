import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import type { OverlayProps } from './overlay.tsx'

interface MenuButtonProps extends Pick<OverlayProps, 'kind' | 'label' | 'placement' | 'className'> {
  /** Class of the button; `className` is that of what it opens. */
  readonly button: string
  readonly words: ReactNode
  readonly children: (close: () => void) => ReactNode
}

const load = () => import('./overlay.tsx')
const Overlay = lazy(async () => ({ default: (await load()).Overlay }))

/** A button that opens a dialog. The dialog's machinery is fetched when the button is first pointed at, focused or pressed. */
export function MenuButton({ button, words, children, ...overlay }: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [asked, setAsked] = useState(false)
  const [open, setOpen] = useState(false)
  const warm = () => void load().catch(() => undefined)
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={button}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={warm}
        onFocus={warm}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        {words}
      </button>
      {asked && (
        <Suspense>
          <Overlay {...overlay} trigger={trigger} open={open} setOpen={setOpen}>
            {children(() => setOpen(false))}
          </Overlay>
        </Suspense>
      )}
    </>
  )
}
