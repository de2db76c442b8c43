const STORED = 'kooste.withdrawn'
/** Where that happened just before: until all of several portals have heard of it. */
const PATIENCE = 10_000

/** Path of the view that was opened anew because its release was withdrawn; null: none was. */
export const withdrawnOn: string | null = taken()

/** Opens the page anew, with the release that is current now, and has it say why. */
export function openAfterWithdrawal(): void {
  sessionStorage.setItem(STORED, window.location.pathname)
  setTimeout(() => window.location.reload(), withdrawnOn === null ? 0 : PATIENCE)
}

function taken(): string | null {
  const path = sessionStorage.getItem(STORED)
  sessionStorage.removeItem(STORED)
  return path
}
