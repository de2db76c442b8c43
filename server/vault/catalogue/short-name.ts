/** Longest short name, in characters: what a matrix can label a row with. */
export const SHORT_NAME_LENGTH = 24

/** A name cut to a short one: whole where it fits, else whole words and an ellipsis, else letters and an ellipsis. */
export function shortName(name: string): string {
  const letters = [...name]
  if (letters.length <= SHORT_NAME_LENGTH) return name
  const room = letters.slice(0, SHORT_NAME_LENGTH - 1).join('')
  // The first letter after the room tells whether the last word in it is whole.
  const whole = letters[SHORT_NAME_LENGTH - 1] === ' ' ? room : room.slice(0, Math.max(0, room.lastIndexOf(' ')))
  // A first word too long to keep is cut; so is a rest that would say next to nothing.
  const kept = [...whole].length >= SHORT_NAME_LENGTH / 3 ? whole : room
  return `${kept.replace(/[\s,;:/–-]+$/u, '')}…`
}
