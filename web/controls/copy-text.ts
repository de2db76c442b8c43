/** Copies text; true when it is on the clipboard. Works where the page came over plain HTTP too, as inside a county's network. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const place = document.createElement('textarea')
  place.value = text
  place.style.position = 'fixed'
  place.style.opacity = '0'
  const before = document.activeElement
  document.body.append(place)
  place.select()
  const done = document.execCommand('copy')
  place.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
