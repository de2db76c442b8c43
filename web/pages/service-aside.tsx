import { Link, useLocation } from 'react-router'
import { Dumbbell } from '../charts/dumbbell.tsx'
import { QUARTERS, shareAxis } from '../charts/share-axis.ts'
import { SectorMark } from '../controls/sector-mark.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import type { CoUsageQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { carried } from '../selection/carried.ts'
import { groupWords } from './service-table.ts'

const AXIS = shareAxis('linear', 100, QUARTERS)

/** Who the clients of the service are, against all clients of the selection, and where they live. */
export function ServiceAside({ data, catalogue }: { readonly data: CoUsageQuery; readonly catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { search } = useLocation()
  const { groups, service, selection } = data.coUsage
  const sector = catalogue.service(service.code)?.sector ?? 'HEALTH'
  // A group that the selection is made of says nothing: everyone is in it.
  const told: Readonly<Record<(typeof groups)[number]['dimension'], boolean>> = {
    AGE: selection.ageGroups.length !== 1 || selection.ageGroups[0] === 'AGE_65_PLUS',
    SEX: selection.sexes.length !== 1,
    COHORT: selection.cohort !== 'HEAVY',
    MUNICIPALITY: false,
  }
  const people = groups.filter((group) => told[group.dimension])
  const places = groups.filter((group) => group.dimension === 'MUNICIPALITY')
  const figure = (clients: (typeof groups)[number]['clients']) =>
    clients.count == null ? <WithheldFigure /> : formats.figure({ count: clients.count, atLeast: clients.atLeast })
  return (
    <>
      <section>
        <h2>{t('service.whoTitle')}</h2>
        <p className="key-line who-key">
          <span>
            <SectorMark sector={sector} />
            {t('service.keyThis')}
          </span>
          <span>
            <svg width="14" height="14" aria-hidden="true">
              <circle className="track-ring" cx="7" cy="7" r="4.5" />
            </svg>
            {t('service.keyAll')}
          </span>
        </p>
        <ul>
          {people.map((group) => (
            <li className="who" key={group.value}>
              <span>{groupWords(t, group, selection.ageGroups, catalogue)}</span>
              <Dumbbell axis={AXIS} sector={sector} ring={group.shareOfAll ?? null} mark={group.share ?? null} />
              <span className="num">
                {group.share == null ? <WithheldFigure /> : formats.share(group.share)}
                <span className="vh">{t('service.whoAll', { share: formats.share(group.shareOfAll ?? null) })}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {places.length > 1 && (
        <section>
          <h2>{t('service.placesTitle')}</h2>
          <p className="muted">{t('service.placesText')}</p>
          <ul>
            {places.map((group) => (
              <li className="who" key={group.value}>
                <span>{catalogue.placeName(group.value)}</span>
                <svg className="track who-bar" width="100%" aria-hidden="true">
                  {group.share != null && <rect className={sector.toLowerCase()} y="28%" height="44%" width={`${AXIS.at(group.share)}%`} />}
                </svg>
                <span className="num">{figure(group.clients)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="on-screen">
        <h2>{t('service.matrixTitle')}</h2>
        <p>{t('service.matrixText')}</p>
        <p>
          <Link to={{ pathname: '/matrix', search: carried(search, { pins: service.code }) }}>{t('service.matrixLink')}</Link>
        </p>
      </section>
    </>
  )
}
