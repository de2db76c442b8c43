/** What a browser is called, from what it says of itself; as it stands where it is none of the known ones. */
export function browserName(agent: string): string {
  const browser = [
    ['Edge', /Edg\//],
    ['Firefox', /Firefox\//],
    ['Chrome', /Chrom(e|ium)\//],
    ['Safari', /Safari\//],
  ] as const
  const system = [
    ['Windows', /Windows/],
    ['Android', /Android/],
    ['iOS', /iPhone|iPad/],
    ['macOS', /Mac OS X/],
    ['Linux', /Linux/],
  ] as const
  const name = browser.find(([, sign]) => sign.test(agent))?.[0]
  const on = system.find(([, sign]) => sign.test(agent))?.[0]
  return name ? [name, on].filter(Boolean).join(', ') : agent.slice(0, 40) || '–'
}
