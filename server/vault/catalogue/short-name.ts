/** Longest short name, in characters: what a matrix can label a row with. */
export const SHORT_NAME_LENGTH = 24
/** Most of it that what tells two names apart may take. */
const LONGEST_END = 14

/**
 * A name cut to a short one: whole where it fits, else whole words and an ellipsis, else letters and an ellipsis. Where one of `others` would
 * be cut to the same, what tells them apart follows: 'Hospital… (doctor)'.
 */
export function shortName(name: string, others: readonly string[] = []): string {
  const cut = cutTo(name, SHORT_NAME_LENGTH)
  const alike = others.filter((other) => other !== name && cutTo(other, SHORT_NAME_LENGTH) === cut)
  const end = cutTo(differenceFrom(name, alike), LONGEST_END)
  return end === '' ? cut : `${cutTo(name, SHORT_NAME_LENGTH - 1 - [...end].length)} ${end}`
}

function cutTo(text: string, length: number): string {
  const letters = [...text]
  if (letters.length <= length) return text
  const room = letters.slice(0, length - 1).join('')
  // The first letter after the room tells whether the last word in it is whole.
  const whole = letters[length - 1] === ' ' ? room : room.slice(0, Math.max(0, room.lastIndexOf(' ')))
  // A first word too long to keep is cut; so is a rest that would say next to nothing.
  const kept = [...whole].length >= length / 3 ? whole : room
  return `${kept.replace(/[\s,;:/–-]+$/u, '')}…`
}

/** A name from the first word on in which it differs from one of `others`; empty where there are none, or where they only go on longer. */
function differenceFrom(name: string, others: readonly string[]): string {
  const words = name.split(' ')
  const differs = others.map((other) => {
    const theirs = other.split(' ')
    const at = words.findIndex((word, n) => word !== theirs[n])
    return at < 0 ? words.length : at
  })
  return words.slice(Math.min(words.length, ...differs)).join(' ')
}
