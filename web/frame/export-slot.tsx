import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useAttempt } from './failure.tsx'

const load = async (): Promise<ComponentType> => {
  const [{ ExportMenu }, { AriaLocale }] = await Promise.all([import('../export/export-menu.tsx'), import('../controls/aria-locale.tsx')])
  return () => (
    <AriaLocale>
      <ExportMenu />
    </AriaLocale>
  )
}

/** The export menu. It is fetched when first pointed at, and opens as soon as it is here. */
export function ExportSlot() {
  const { t } = useTranslation()
  const attempt = useAttempt()
  const [fetched, setFetched] = useState<{ readonly Menu: ComponentType } | null>(null)
  const warm = () => void load().catch(() => undefined)
  const press = async () => {
    const Menu = await load()
    setFetched((now) => now ?? { Menu })
  }
  if (!fetched)
    return (
      <button type="button" className="btn" aria-haspopup="menu" onPointerEnter={warm} onFocus={warm} onClick={() => attempt(press)}>
        {t('selection.export')}
      </button>
    )
  return (
    <Opened>
      <fetched.Menu />
    </Opened>
  )
}

/** Presses the first button inside once it stands: the press that fetched it. */
function Opened({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => place.current?.querySelector('button')?.click(), [])
  return (
    <span ref={place} className="export-slot">
      {children}
    </span>
  )
}
