/** The name of a service, never broken before what a hyphen begins: 'sosiaalityö ja -ohjaus'. */
export function ServiceName({ name }: { readonly name: string }) {
  const at = name.indexOf(' -')
  if (at < 0) return name
  const end = name.indexOf(' ', at + 1)
  return (
    <>
      {name.slice(0, at + 1)}
      <span className="unbroken">{end < 0 ? name.slice(at + 1) : name.slice(at + 1, end)}</span>
      {end < 0 ? '' : name.slice(end)}
    </>
  )
}
