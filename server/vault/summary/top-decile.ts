/**
 * Rule TOP_DECILE. The smallest number of contacts c such that at most `topShare` of the users have c or more; users with c
 * or more are heavy. Null where no c up to the greatest number does (every user has the same number, or too few users).
 * `usersByContacts[n]`: how many users have n contacts.
 */
export function topDecileLimit(usersByContacts: ArrayLike<number>, topShare: number): number | null {
  let users = 0
  for (let n = 0; n < usersByContacts.length; n++) users += usersByContacts[n] ?? 0
  let limit: number | null = null
  let atLeast = 0
  for (let n = usersByContacts.length - 1; n >= 0; n--) {
    atLeast += usersByContacts[n] ?? 0
    // A quotient of whole numbers is rounded as the share itself was: exact where a product would not be (0.29 × 100).
    if (atLeast > 0 && atLeast / users > topShare) break
    if (atLeast > 0) limit = n
  }
  return limit
}
