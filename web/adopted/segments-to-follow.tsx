import { useQuery } from '@apollo/client/react'
import { Link, useLocation } from 'react-router'
import { carried } from '../frame/navigation.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { textIn } from '../segments/draft-model.ts'
import { ADOPTED } from './adopted-query.ts'
import './over-time.css'

/** The segments of schemes in force as figures to follow: links, since their noisy lines stand on a page of their own. */
export function SegmentsToFollow() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { search } = useLocation()
  const { data } = useQuery(ADOPTED, { fetchPolicy: 'no-cache' })
  const segments = (data?.adoptedSchemes ?? []).flatMap(({ id, content }) => content.segments.map(({ key, name }) => ({ id, key, name })))
  if (segments.length === 0) return null
  return (
    <nav className="follow-segments" aria-label={t('overTime.follow')} data-export="omit">
      <span className="control-label">{t('overTime.follow')}</span>
      <ul>
        {segments.map(({ id, key, name }) => (
          <li key={`${id} ${key}`}>
            <Link to={`/segments/figures${carried(search, { scheme: id, panel: 'time', segment: key })}`}>{textIn(name, locale)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
