/**
 * A link that carries a query. It stands behind the `#`, so no server and no log ever sees it, and
 * it holds neither variables nor headers: those may name people or open doors.
 */
export function linkTo(query: string): string {
  return `${location.origin}${location.pathname}#${new URLSearchParams({ query })}`
}

/** The query the page was opened with, taken out of the address so that a reload keeps later edits. */
export function takeLinkedQuery(): string | undefined {
  const query = new URLSearchParams(location.hash.slice(1)).get('query')
  if (!query) {
    return undefined
  }
  history.replaceState(null, '', location.pathname + location.search)
  return query
}
