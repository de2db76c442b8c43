import { type ComponentType, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

const menus = import.meta.glob<{ readonly ExportMenu: ComponentType }>('../export/export-menu.tsx')
const load = menus['../export/export-menu.tsx']
const ExportMenu = load ? lazy(async () => ({ default: (await load()).ExportMenu })) : null

/** The export menu, fetched after the first view. */
export function ExportSlot() {
  const { t } = useTranslation()
  const waiting = (
    <button type="button" className="btn" disabled>
      {t('selection.export')}
    </button>
  )
  return ExportMenu ? (
    <Suspense fallback={waiting}>
      <ExportMenu />
    </Suspense>
  ) : (
    waiting
  )
}
