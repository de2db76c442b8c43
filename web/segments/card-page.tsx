import { useState } from 'react'
import { useGrantedPrint } from '../access/may-export.ts'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CARD_FIELDS } from './card-forms.tsx'
import { Choice } from './choice.tsx'
import { type Draft, nearestText, organisationsOf, textIn } from './draft-model.ts'
import { sizeWords } from './size-bar.tsx'

const COUNTY = 'county'

interface CardPageProps {
  readonly draft: Draft
  /** The draft is shown as it is written, not as it was saved. */
  readonly unsaved: boolean
  readonly segment: string
  readonly go: (change: Readonly<Record<string, string | null>>) => void
}

/**
 * One segment on one page, in the words nearest to the reader. To print, which is written down; whoever may not take figures out has
 * a card without its size.
 */
export function CardPage({ draft, unsaved, segment: key, go }: CardPageProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const print = useGrantedPrint('SEGMENTS')
  const [reader, setReader] = useState(COUNTY)
  const at = draft.version.content.segments.findIndex((segment) => segment.key === key)
  const segment = draft.version.content.segments[at]
  if (!segment) return null
  const { card } = segment
  const size = print && draft.version.sizes.sizes[at]
  const organisations = organisationsOf(card)
  return (
    <article className="card">
      <p className="actions card-tools">
        <button type="button" className="linkb" onClick={() => go({ card: null })}>
          ← {t('segments.view.cards')}
        </button>
        {organisations.length > 0 && (
          <Choice
            label={t('segments.card.reader')}
            options={[
              { value: COUNTY, label: t('segments.card.readerCounty') },
              ...organisations.map((value) => ({ value, label: value })),
            ]}
            value={reader}
            onChange={setReader}
          />
        )}
        <button type="button" className="btn" onClick={print ?? (() => window.print())}>
          {t('segments.print')}
        </button>
      </p>
      <header className="card-head">
        <p className="view-kicker">
          {t('segments.card.of')} · {textIn(draft.version.content.title, locale)} · {t(`segments.scope.${draft.scope}`)}
        </p>
        <h2>{textIn(segment.name, locale)}</h2>
        <p className="view-sentence">{segment.sentence}</p>
        {segment.proxy && (
          <p className="segment-proxy small">
            <b>{t('segments.proxy')}.</b> {textIn(segment.proxy, locale)}
          </p>
        )}
        <p className="small muted n">
          {size ? `${t('segments.sizesTitle')}: ${sizeWords(size, t, formats)} · ` : ''}
          {unsaved
            ? t('segments.unsaved')
            : `${t('segments.versionOf', { version: draft.version.number })}, ${t('segments.by', { date: formats.day(draft.version.savedAt), name: draft.version.savedBy })}`}
        </p>
      </header>
      <dl className="card-fields">
        {CARD_FIELDS.map((field) => {
          const found = nearestText(card, field, reader === COUNTY ? null : reader)
          return (
            <div key={field}>
              <dt>{t(`segments.card.field.${field}`)}</dt>
              <dd>
                {found ? textIn(found.text, locale) : <span className="muted">{t('segments.card.empty')}</span>}
                {found && found.level !== 'GENERAL' && (
                  <span className="muted small card-from">
                    {t('segments.card.from', { level: found.organisation ?? t(`segments.card.level.${found.level}`).toLowerCase() })}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
        {card.channels.length > 0 && (
          <div>
            <dt>{t('segments.card.channels')}</dt>
            <dd>{card.channels.map((one) => t(`segments.card.channel.${one}`)).join(', ')}</dd>
          </div>
        )}
        {card.valueMode && (
          <div>
            <dt>{t('segments.card.valueMode')}</dt>
            <dd>{t(`segments.card.mode.${card.valueMode}`)}</dd>
          </div>
        )}
        {card.tags.length > 0 && (
          <div>
            <dt>{t('segments.card.tags')}</dt>
            <dd>{card.tags.join(', ')}</dd>
          </div>
        )}
      </dl>
    </article>
  )
}
