import { useEffect } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

/** Names the page in the browser's tab and history. */
export function usePageTitle(title: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} \u2013 ${t('app.name')}`
  }, [title, t])
}
