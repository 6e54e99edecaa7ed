/** What the server writes into the page, so that the bundle itself is the same for every address. */
export type Configuration = {
  /** Path of the GraphQL endpoint. */
  graphqlUrl: string
  /** Path of the subscription endpoint (graphql-transport-ws), or null when there is none. */
  subscriptionUrl: string | null
  /** Where the demo lists whom one may stand in for, and gives their tokens; null elsewhere. */
  peopleUrl: string | null
  tokenUrl: string | null
  /** Queries opened as tabs on the first visit, and offered in the toolbar ever after. */
  examples: Example[]
  /** Whether the data shown is the synthetic demo city. */
  demo: boolean
}

export type Example = {
  title: string
  query: string
}

export function readConfiguration(): Configuration {
  const text = document.getElementById('configuration')?.textContent ?? ''
  return JSON.parse(text) as Configuration
}
