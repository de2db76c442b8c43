const WIDTHS = [72, 70, 66, 42, 38, 31, 24, 18, 15, 12, 10, 9, 8, 8, 7, 7, 6, 6, 5, 5, 5, 4]

/** A list of bars before its figures: names on the left, tracks on the right, an aside beside. */
export function RowsSkeleton({ rows, aside = false }: { readonly rows: number; readonly aside?: boolean }) {
  return (
    <>
      <i className="bone bone-line" />
      <i className="bone bone-line short" />
      <div className={aside ? 'view-columns' : undefined}>
        <div className="bone-rows">
          {Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no identity
            <div className="bone-row" key={at}>
              <i className="bone" style={{ width: `${55 + ((at * 29) % 40)}%` }} />
              <i className="bone" style={{ width: `${WIDTHS[at % WIDTHS.length]}%` }} />
            </div>
          ))}
        </div>
        {aside && (
          <div className="bone-aside">
            <i className="bone" />
            <i className="bone" />
          </div>
        )}
      </div>
    </>
  )
}
