import type { ReactNode } from 'react'
import { SectorMark } from '../controls/sector-mark.tsx'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import { bandName, type Estimate, groupName, keyOf, type Part, partName, type Segmentation, shareText } from './adopted-words.ts'
import { EstimateLine, EstimateTicks } from './estimate-line.tsx'
import { FoldedServices } from './folded-services.tsx'
import { ChosenPart, PartChoice, usePart } from './part-choice.tsx'

interface ComparedProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** One segment: what its clients use, who they are, where they live. */
export function OneSegment({ segmentation, catalogue }: ComparedProps) {
  return <ChosenPart segmentation={segmentation}>{(part) => <Parts {...{ segmentation, catalogue }} parts={[part]} />}</ChosenPart>
}

/** Two segments side by side on the same scales. */
export function TwoSegments({ segmentation, catalogue }: ComparedProps) {
  const { t } = useTranslation()
  const [one, chooseOne] = usePart(segmentation, 'segment', 0)
  const [other, chooseOther] = usePart(segmentation, 'against', 1)
  if (!one || !other) return null
  return (
    <>
      <div className="view-controls">
        <PartChoice {...{ segmentation }} part={one} label={t('adopted.segment')} onChange={chooseOne} />
        <PartChoice {...{ segmentation }} part={other} label={t('adopted.against')} onChange={chooseOther} />
      </div>
      <Parts segmentation={segmentation} catalogue={catalogue} parts={keyOf(one) === keyOf(other) ? [one] : [one, other]} />
    </>
  )
}

interface Line {
  readonly key: string
  readonly label: string
  readonly mark?: ReactNode
  /** One for each part. */
  readonly shares: readonly (Estimate | null)[]
  readonly all: Estimate | null
}

function Parts({ segmentation, catalogue, parts }: ComparedProps & { readonly parts: readonly Part[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { all } = segmentation
  const [first] = parts
  if (!first || !all) return null
  const names = parts.map((part) => ({ key: keyOf(part), label: partName(segmentation, part.key, t, locale) }))
  const services = first.services
    .map(
      ({ service }, at): Line => ({
        ...{ key: service, label: catalogue.serviceName(service) },
        mark: <SectorMark sector={catalogue.service(service)?.sector ?? 'HEALTH'} />,
        shares: parts.map((part) => part.services[at]?.share ?? null),
        all: all.services[at]?.share ?? null,
      }),
    )
    .sort((a, b) => (b.shares[0]?.value ?? -1) - (a.shares[0]?.value ?? -1))
  const shown = services.filter(({ shares }) => shares.some((share) => share !== null))
  const withheld = services.filter(({ shares }) => shares.every((share) => share === null))
  const lines = <T,>(
    list: (part: Part) => readonly (T & { readonly share: Estimate | null })[],
    name: (item: T) => string,
  ): readonly Line[] =>
    list(first).map((item, at) => ({
      ...{ key: name(item), label: name(item), all: list(all)[at]?.share ?? null },
      shares: parts.map((part) => list(part)[at]?.share ?? null),
    }))
  return (
    <div className={`adopted-parts of-${parts.length}`} data-chart>
      <dl className="adopted-sizes">
        {parts.map((part, at) => (
          <div key={keyOf(part)}>
            <dt>{names[at]?.label}</dt>
            <dd>
              <b>{sizeWords(part.clients, t, formats)}</b>, {t('adopted.ofClients', { share: shareText(part.share, t, formats) })}
            </dd>
          </div>
        ))}
      </dl>
      <Lines title={t('adopted.services')} text={t('adopted.servicesText')} names={names} lines={shown}>
        <FoldedServices names={withheld.map(({ label }) => label)} />
      </Lines>
      <Lines
        title={t('adopted.bands')}
        text={t('adopted.servicesText')}
        names={names}
        lines={lines(
          (part) => part.bands,
          (band) => bandName(band, t),
        )}
      />
      <Lines
        title={t('adopted.groups')}
        text={t('adopted.servicesText')}
        names={names}
        lines={lines(
          (part) => part.groups,
          (group) => groupName(group, t),
        )}
      />
      <Lines
        title={t('adopted.places')}
        text={t('adopted.placesText')}
        names={names}
        lines={lines(
          (part) => part.places,
          ({ municipality }) => catalogue.placeName(municipality),
        ).map((line) => ({ ...line, all: null }))}
      />
      <Lines
        title={t('adopted.centres')}
        text={t(first.centres ? 'adopted.centresText' : 'adopted.centresNone')}
        names={first.centres ? names : []}
        lines={lines(
          (part) => part.centres ?? [],
          ({ centre }) => catalogue.placeName(centre),
        ).map((line) => ({ ...line, all: null }))}
      />
    </div>
  )
}

interface LinesProps {
  readonly title: string
  readonly text?: string
  readonly names: readonly { readonly key: string; readonly label: string }[]
  readonly lines: readonly Line[]
  readonly children?: ReactNode
}

function Lines({ title, text, names, lines, children }: LinesProps) {
  return (
    <section className="adopted-section">
      <h2>{title}</h2>
      {text && (
        <p className="muted">
          {lines.some(({ all }) => all !== null) && <span className="adopted-against-key" aria-hidden="true" />}
          {text}
        </p>
      )}
      {names.length > 1 && (
        <div className="adopted-line adopted-line-head" aria-hidden="true">
          <span />
          {names.map(({ key, label }) => (
            <span key={key}>{label}</span>
          ))}
        </div>
      )}
      {lines.length > 0 && names.length > 0 && (
        <div className="adopted-line adopted-line-axis">
          <span />
          {names.map(({ key }) => (
            <EstimateTicks key={key} />
          ))}
        </div>
      )}
      <ul>
        {lines.map(({ key, label, mark, shares, all }) => (
          <li key={key} className="adopted-line">
            <span>
              {mark} {label}
            </span>
            {names.map((name, at) => (
              <div key={name.key}>
                {names.length > 1 && <span className="vh">{name.label}: </span>}
                <EstimateLine share={shares[at] ?? null} against={all} />
              </div>
            ))}
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}
