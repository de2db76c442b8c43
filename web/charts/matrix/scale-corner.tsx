import './scale-corner.css'

/** Which half of the square a scale belongs to: lift is above the diagonal, counts below. */
export function ScaleCorner({ kind }: { readonly kind: 'clients' | 'share' | 'lift' }) {
  return (
    <svg className="matrix-corner" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {kind === 'lift' ? <path className="l6" d="M0 0H12V12z" /> : <path className="c5" d="M0 0V12H12z" />}
    </svg>
  )
}
