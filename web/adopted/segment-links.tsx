import { useQuery } from '@apollo/client/react'
import { Link, useLocation } from 'react-router'
import type { SchemeScope } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { textIn } from '../segments/draft-model.ts'
import { carried } from '../selection/carried.ts'
import { ADOPTED } from './adopted-query.ts'
import './over-time.css'

interface SegmentLinksProps {
  readonly label: string
  /** Of the page of figures. */
  readonly panel: 'time' | 'pairs'
  /** Of schemes for this age group alone. */
  readonly scope?: SchemeScope
}

/** The segments of schemes in force as links: their noisy numbers stand on a page of their own. */
export function SegmentLinks({ label, panel, scope }: SegmentLinksProps) {
  const locale = useLocale()
  const { search } = useLocation()
  const { data } = useQuery(ADOPTED, { fetchPolicy: 'no-cache' })
  const schemes = (data?.adoptedSchemes ?? []).filter((scheme) => scope === undefined || scheme.scope === scope)
  const segments = schemes.flatMap(({ id, content }) => content.segments.map(({ key, name }) => ({ id, key, name })))
  if (segments.length === 0) return null
  return (
    <nav className="follow-segments" aria-label={label} data-export="omit">
      <span className="control-label">{label}</span>
      <ul>
        {segments.map(({ id, key, name }) => (
          <li key={`${id} ${key}`}>
            <Link to={`/segments/figures${carried(search, { scheme: id, panel, segment: key })}`}>{textIn(name, locale)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
