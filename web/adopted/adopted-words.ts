/** The parts of a scheme's figures in words. */
import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { SegmentationQuery } from '../generated/graphql.ts'
import type { Locale } from '../i18n/locale.ts'
import { textIn } from '../segments/draft-model.ts'

export type Segmentation = SegmentationQuery['segmentation']
export type Part = Segmentation['segments'][number]
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** '62 % (58–66 %)'. */
export const shareText = (share: Estimate | null, t: TFunction, formats: Formats): string =>
  share === null
    ? t('segments.sizeWithheld')
    : t('adopted.share', { value: formats.share(share.value), low: formats.plain(share.low), high: formats.percent(share.high) })

/** '3,1-kertaisesti (2,4–4,0)'. */
export const timesText = (times: Estimate, t: TFunction, formats: Formats): string =>
  t('adopted.times', { value: formats.lift(times.value), low: formats.lift(times.low), high: formats.lift(times.high) })

/** A segment's name; those whom no rule meets have the page's own word. */
export const partName = ({ scheme }: Segmentation, key: string | null, t: TFunction, locale: Locale): string => {
  const segment = scheme.content.segments.find((one) => one.key === key)
  return segment ? textIn(segment.name, locale) : t('adopted.other')
}

export const groupName = ({ sex, age }: Part['groups'][number], t: TFunction): string =>
  t('adopted.group', { sex: t(`who.${age === 'AGE_0_17' ? 'child' : 'sex'}.${sex}`), age: t(`adopted.age.${age}`) })

export const bandName = ({ from, to }: Part['bands'][number], t: TFunction): string =>
  to === null ? t('adopted.bandOpen', { from }) : t('adopted.band', { from, to })

/** Which of a scheme's parts an address names; the first where it names none. */
export const OTHER = 'other'
export const keyOf = ({ key }: Part): string => key ?? OTHER

/** What files say of these figures, which no selection decides and whose limit is not the release's. */
export const apartOf = ({ scheme }: Segmentation, t: TFunction) => ({
  selection: t(`segments.scope.${scheme.scope}`),
  limit: t('adopted.noise'),
})
