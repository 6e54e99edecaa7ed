// Apollo Client: a cache that joins pages, and the fallback when a persisted query is not known.
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { createHash } from 'node:crypto'
import { PAGE, REFETCH, WRONG } from './operations.js'

const [url] = process.argv.slice(2)

import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { relayStylePagination } from '@apollo/client/utilities'

const client = new ApolloClient({
  link: new HttpLink({ uri: url }),
  cache: new InMemoryCache({
    typePolicies: { Query: { fields: { districts: relayStylePagination() } } },
  }),
})
const query = gql(PAGE)
const { data } = await client.query({ query, variables: { first: 2 } })

const watched = client.watchQuery({ query, variables: { first: 2 } })
const stopped = watched.subscribe(() => {})
await watched.fetchMore({ variables: { after: data.districts.pageInfo.endCursor } })
const joined = client.readQuery({ query, variables: { first: 2 } }).districts.edges
stopped.unsubscribe()

const { node } = data.districts.edges[0]
const persisting = new ApolloClient({
  link: new PersistedQueryLink({
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  }).concat(new HttpLink({ uri: url })),
  cache: new InMemoryCache({ possibleTypes: { Node: ['District'] } }),
})
const again = await persisting.query({ query: gql(REFETCH), variables: { id: node.id } })
const wrong = await client.query({ query: gql(WRONG), errorPolicy: 'all' })
console.log(
  JSON.stringify({
    page: data.districts.edges.map((edge) => edge.node.name),
    joined: joined.map((edge) => edge.node.name),
    again: again.data.node.name,
    wrong: wrong.error.errors.map((each) => each.extensions.code),
  }),
)
