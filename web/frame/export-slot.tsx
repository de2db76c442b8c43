import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

const load = async () => {
  const [{ ExportMenu }, { AriaLocale }] = await Promise.all([import('../export/export-menu.tsx'), import('../controls/aria-locale.tsx')])
  return {
    default: () => (
      <AriaLocale>
        <ExportMenu />
      </AriaLocale>
    ),
  }
}
const ExportMenu = lazy(load)

/** The export menu. It is fetched when first pointed at, and opens as soon as it is here. */
export function ExportSlot() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const warm = () => void load().catch(() => undefined)
  const waiting = (
    <button type="button" className="btn" aria-haspopup="menu" onPointerEnter={warm} onFocus={warm} onClick={() => setAsked(true)}>
      {t('selection.export')}
    </button>
  )
  if (!asked) return waiting
  return (
    <Suspense fallback={waiting}>
      <Opened>
        <ExportMenu />
      </Opened>
    </Suspense>
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
