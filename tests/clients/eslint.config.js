// What graphql-eslint holds the schema and our example operations against: its recommendations and
// Relay's. Each rule that is loosened has its reason on the line.
import graphql from '@graphql-eslint/eslint-plugin'
import { buildSchema, isObjectType } from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const below = (path) => join(import.meta.dirname, '../..', path)
const common = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: {
    parser: graphql.parser,
    parserOptions: {
      graphQLConfig: {
        schema: below('schema/schema.graphql'),
        documents: below('server/explorer/examples/*.graphql'),
      },
    },
  },
}
const {
  'flat/schema-recommended': schema,
  'flat/schema-relay': relay,
  'flat/operations-recommended': operations,
} = graphql.configs

const withoutNode = Object.values(
  buildSchema(readFileSync(below('schema/schema.graphql'), 'utf8')).getTypeMap(),
)
  .filter((type) => isObjectType(type) && !type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name)
const [level, naming] = schema.rules['@graphql-eslint/naming-convention']
const [, description] = schema.rules['@graphql-eslint/require-description']

export default [
  {
    ...common,
    files: ['schema/*.graphql'],
    rules: {
      ...schema.rules,
      ...relay.rules,
      // AND, OR and NOT join conditions; in capitals they cannot be taken for a property.
      '@graphql-eslint/naming-convention': [
        level,
        { ...naming, InputValueDefinition: { style: 'camelCase', ignorePattern: '^(AND|OR|NOT)$' } },
      ],
      // The one directive defined is GraphQL's own, `@oneOf`.
      '@graphql-eslint/require-description': [
        level,
        { ...description, DirectiveDefinition: false },
      ],
      // An id is what a node has; pages, sums, answers and their parts are no nodes.
      '@graphql-eslint/strict-id-in-types': [level, { exceptions: { types: withoutNode } }],
      // `nodes` stands beside `edges`, for those who need no cursors.
      '@graphql-eslint/relay-edge-types': [level, { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
  {
    ...common,
    files: ['server/explorer/examples/*.graphql'],
    rules: {
      ...operations.rules,
      // Examples are read by people, who want names; the rule is for caches.
      '@graphql-eslint/require-selections': 'off',
      // The API counts steps from node to node, not braces.
      '@graphql-eslint/selection-set-depth': 'off',
    },
  },
]
