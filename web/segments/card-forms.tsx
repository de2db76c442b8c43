import { useState } from 'react'
import { Segments } from '../controls/segments.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from './choice.tsx'
import { Choices } from './condition-fields.tsx'
import { type Card, type Content, NO_TEXT, nearestText, organisationsOf, replaced, textIn, withText } from './draft-model.ts'
import { WordsField } from './words-field.tsx'

export const CARD_FIELDS = ['WHO', 'AIMS', 'PACKAGE', 'CHAIN', 'COORDINATION', 'PROFESSIONAL', 'FOLLOW_UP'] as const
export const CHANNELS = ['RECEPTION', 'TELEPHONE', 'GROUP', 'NETWORK_MEETING', 'REMOTE'] as const
const MODES = ['WORKSHOP', 'CHAIN', 'NETWORK'] as const
const LEVELS = ['GENERAL', 'COUNTY', 'ORGANISATION'] as const
type Level = (typeof LEVELS)[number]

interface CardFormsProps {
  readonly content: Content
  readonly readOnly: boolean
  readonly onChange: (content: Content) => void
  readonly go: (change: Readonly<Record<string, string | null>>) => void
}

/** The cards of the segments, one level of texts at a time. */
export function CardForms({ content, readOnly, onChange, go }: CardFormsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [key, setKey] = useState(content.segments[0]?.key ?? '')
  const [level, setLevel] = useState<Level>('COUNTY')
  const [organisation, setOrganisation] = useState('')
  const at = Math.max(
    0,
    content.segments.findIndex((segment) => segment.key === key),
  )
  const segment = content.segments[at]
  if (!segment) return null
  const { card } = segment
  const set = (next: Card) => onChange({ ...content, segments: replaced(content.segments, at, { ...segment, card: next }) })
  const owner = level === 'ORGANISATION' ? organisation.trim() : null
  const written = (field: (typeof CARD_FIELDS)[number]) =>
    card.texts.find((one) => one.field === field && one.level === level && one.organisation === owner)
  const write = (field: (typeof CARD_FIELDS)[number], words: string) => {
    const old = written(field)
    const rest = card.texts.filter((one) => one !== old)
    set({ ...card, texts: [...rest, { field, level, organisation: owner, text: withText(old?.text ?? NO_TEXT, locale, words) }] })
  }
  return (
    <div className="card-forms">
      <div className="card-choices">
        <Choice
          label={t('segments.column.segment')}
          options={content.segments.map((one) => ({ value: one.key, label: textIn(one.name, locale) }))}
          value={segment.key}
          onChange={setKey}
        />
        <button type="button" className="btn" onClick={() => go({ card: segment.key })}>
          {t('segments.card.show')}
        </button>
      </div>
      {!readOnly && (
        <>
          <Segments
            label={t('segments.card.level.label')}
            options={LEVELS.map((value) => ({ value, label: t(`segments.card.level.${value}`) }))}
            value={level}
            onChange={setLevel}
          />
          {level === 'ORGANISATION' && (
            <>
              <WordsField label={t('segments.card.organisation')} value={organisation} onChange={setOrganisation} />
              {organisationsOf(card).length > 0 && (
                <p className="small">
                  {organisationsOf(card).map((one) => (
                    <button key={one} type="button" className="linkb card-organisation" onClick={() => setOrganisation(one)}>
                      {one}
                    </button>
                  ))}
                </p>
              )}
            </>
          )}
          {(level !== 'ORGANISATION' || owner) &&
            CARD_FIELDS.map((field) => (
              <WordsField
                key={field}
                long
                label={t(`segments.card.field.${field}`)}
                value={written(field)?.text[locale] ?? ''}
                placeholder={textIn(nearestText(card, field, owner)?.text ?? NO_TEXT, locale)}
                onChange={(words) => write(field, words)}
              />
            ))}
          <div>
            <span className="control-label">{t('segments.card.channels')}</span>
            <Choices
              label={t('segments.card.channels')}
              options={CHANNELS.map((value) => ({ value, label: t(`segments.card.channel.${value}`) }))}
              value={card.channels}
              onChange={(values) => set({ ...card, channels: CHANNELS.filter((one) => values.includes(one)) })}
            />
          </div>
          <Segments<(typeof MODES)[number] | 'NONE'>
            label={t('segments.card.valueMode')}
            options={MODES.map((value) => ({ value, label: t(`segments.card.mode.${value}`) }))}
            value={card.valueMode ?? 'NONE'}
            onChange={(valueMode) => valueMode !== 'NONE' && set({ ...card, valueMode })}
          />
          <WordsField
            label={`${t('segments.card.tags')}. ${t('segments.card.tagsHint')}`}
            value={card.tags.join(',')}
            onChange={(words) => set({ ...card, tags: words === '' ? [] : words.split(',') })}
          />
        </>
      )}
    </div>
  )
}
