import { Link, useLocation } from 'react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'

/** The way to the figures of an adopted scheme. */
export function AdoptedLink({ id, title }: { readonly id: string; readonly title: string }) {
  const { t } = useTranslation()
  const { search } = useLocation()
  return (
    <Link className="scheme-figures" to={`/segments/figures${carried(search, { scheme: id })}`}>
      {t('adopted.figures')}
      <span className="vh">: {title}</span>
    </Link>
  )
}
