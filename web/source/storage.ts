import type { Storage } from '@graphiql/toolkit'

/**
 * The browser's local storage, without request headers. GraphiQL keeps them out of its tabs when
 * told so, but its history writes them down all the same, and a header may hold a token.
 */
export const storage: Storage = {
  getItem: key => localStorage.getItem(key),
  removeItem: key => localStorage.removeItem(key),
  setItem(key, value) {
    localStorage.setItem(key, HISTORY.includes(key) ? withoutHeaders(value) : value)
  },
  get length() {
    return localStorage.length
  },
  clear() {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('graphiql:')) localStorage.removeItem(key)
    }
  },
}

const HISTORY = ['graphiql:queries', 'graphiql:favorites']

function withoutHeaders(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value) => (key === 'headers' ? undefined : value))
}
