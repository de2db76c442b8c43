/** Order of releases in SQL, whose first is the current one: a release of an older data date, published later, is not. */
export const CURRENT_FIRST = 'data_date DESC, published_at DESC, id'
