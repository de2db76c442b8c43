import { type ReactNode, useRef, useState } from 'react'
import { useAttempt } from '../frame/failure.tsx'
import type { Overlay, OverlayProps } from './overlay.tsx'

interface MenuButtonProps extends Pick<OverlayProps, 'kind' | 'label' | 'placement' | 'className'> {
  /** Class of the button; `className` is that of what it opens. */
  readonly button: string
  readonly words: ReactNode
  readonly children: (close: () => void) => ReactNode
}

type Part = typeof Overlay
let loaded: Part | null = null
const load = async (): Promise<Part> => {
  loaded = (await import('./overlay.tsx')).Overlay
  return loaded
}

/** A button that opens a dialog. The dialog's machinery is fetched when the button is first pointed at, focused or pressed. */
export function MenuButton({ button, words, children, ...overlay }: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const attempt = useAttempt()
  const [fetched, setFetched] = useState<{ readonly Part: Part } | null>(null)
  const [open, setOpen] = useState(false)
  const warm = () => void load().catch(() => undefined)
  const press = async () => {
    const Part = loaded ?? (await load())
    setFetched({ Part })
    setOpen(true)
  }
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
        onClick={() => attempt(press)}
      >
        {words}
      </button>
      {fetched && (
        <fetched.Part {...overlay} trigger={trigger} open={open} setOpen={setOpen}>
          {children(() => setOpen(false))}
        </fetched.Part>
      )}
    </>
  )
}
