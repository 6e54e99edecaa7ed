// A federation of two: Tsunagu as it is served, and a register of shelters that adds to its types.
import { composeServices } from '@apollo/composition'
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

const [url] = process.argv.slice(2)

const shelters = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  type District @key(fields: "id") {
    id: ID!
    shelters: [String!]!
  }

  type Agency @key(fields: "id") {
    id: ID!
    onCall: String!
  }

  type Query {
    nearest(ids: [ID!]!): [District!]!
    known: [Agency!]!
  }
`)
const inShelters = new LocalGraphQLDataSource(
  buildSubgraphSchema([
    {
      typeDefs: shelters,
      resolvers: {
        District: { shelters: ({ id }) => [`${id} hall`] },
        Agency: { onCall: ({ id }) => `${id} at night` },
        Query: {
          nearest: (_, { ids }) => ids.map((id) => ({ id })),
          known: () => [{ id: 'unknown' }],
        },
      },
    },
  ]),
)

const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ _service { sdl } }' }),
})
const { sdl } = (await response.json()).data._service
const composed = composeServices([
  { name: 'tsunagu', typeDefs: parse(sdl), url },
  { name: 'shelters', typeDefs: shelters, url: 'local:shelters' },
])
if (composed.errors) throw new Error(composed.errors.map(String).join('\n'))

let asked = 0
class Counting extends RemoteGraphQLDataSource {
  willSendRequest({ request }) {
    asked += request.query.includes('_entities')
  }
}
const gateway = new ApolloGateway({
  supergraphSdl: composed.supergraphSdl,
  buildService: ({ name, url }) => (name === 'tsunagu' ? new Counting({ url }) : inShelters),
})
const { executor } = await gateway.load()

async function told(query, variables = {}) {
  asked = 0
  const document = parse(query)
  const { data, errors = [] } = await executor({
    document,
    request: { query, variables },
    operationName: null,
    queryHash: query,
    context: {},
    cache: undefined,
    schema: gateway.schema,
    logger: console,
    metrics: {},
    overallCachePolicy: { restrict() {} },
  })
  return { data, errors: errors.map((each) => each.message), asked }
}

const outward = await told(`{
  districts(first: 3) { nodes { id name shelters } }
}`)
const ids = outward.data?.districts.nodes.map((each) => each.id).reverse() ?? []
const inward = await told(
  `query ($ids: [ID!]!) { nearest(ids: $ids) { id shelters name area { name } } }`,
  { ids },
)
const agencies = await told('{ agencies(first: 2) { nodes { id name onCall } } }')
const unknown = await told('{ known { id onCall capacityState } }')
await gateway.stop()
console.log(JSON.stringify({ outward, inward, agencies, unknown }))
