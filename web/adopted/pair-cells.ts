import type { TFunction } from 'i18next'
import { colourClass } from '../charts/matrix/matrix-colour.ts'
import type { GridPlace } from '../controls/use-grid-hand.ts'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { shareText, timesText } from './adopted-words.ts'
import type { DetailPart } from './detailed.tsx'
import type { GridCell } from './estimate-grid.tsx'

/**
 * The cells of the matrix of a segment: on the diagonal who uses the service, below it who uses both, of the segment; above it how
 * many times as often as all clients.
 */
export function pairCells(
  { services, pairs }: Pick<DetailPart, 'services' | 'pairs'>,
  catalogue: Pick<Catalogue, 'serviceName'>,
  t: TFunction,
  formats: Formats,
): (place: GridPlace) => GridCell {
  const between = new Map(pairs.map((pair) => [pair.services.join(' '), pair]))
  const withheld = (words: string): GridCell => ({ text: null, colour: undefined, words })
  const ofService = ({ service, clients, share }: DetailPart['services'][number]): GridCell => {
    const one = catalogue.serviceName(service)
    if (clients.size == null) return withheld(t('detail.serviceWithheld', { one }))
    const size = formats.count(clients.size)
    const words = t('detail.service', { one, size, share: shareText(share, t, formats) })
    return { words, text: share ? formats.share(share.value) : size, colour: 'pair-service' }
  }
  const wordsOf = ({ clients, share, shareOfAll, times }: DetailPart['pairs'][number], names: { one: string; other: string }): string =>
    [
      t('detail.pair', { ...names, size: formats.count(clients.size ?? null), share: shareText(share, t, formats) }),
      times ? t('detail.pairTimes', { times: timesText(times, t, formats) }) : '',
      shareOfAll ? t('detail.pairOfAll', { share: shareText(shareOfAll, t, formats) }) : '',
    ]
      .filter(Boolean)
      .join(' ')
  return ({ row, column }) => {
    const [second, first] = [services[Math.max(row, column)], services[Math.min(row, column)]]
    if (!second || !first) return withheld('')
    if (row === column) return ofService(first)
    const names = {
      one: catalogue.serviceName(services[row]?.service ?? ''),
      other: catalogue.serviceName(services[column]?.service ?? ''),
    }
    const pair = between.get(`${second.service} ${first.service}`)
    if (!pair) return withheld(t('detail.pairUntold', names))
    if (pair.clients.size == null) return withheld(t('detail.pairWithheld', { ...names, high: formats.count(pair.clients.high) }))
    const { clients, share, times } = pair
    const words = wordsOf(pair, names)
    if (row < column)
      return {
        words,
        text: times ? formats.lift(times.value) : '',
        colour: times ? `times-${colourClass('lift', times.value)}` : undefined,
      }
    return share
      ? { words, text: formats.share(share.value), colour: `share-${colourClass('share', share.value)}` }
      : { words, text: formats.count(clients.size ?? null), colour: undefined }
  }
}
