// What graphql-eslint holds the schema and our example operations against: its recommendations and
// Relay's. Each rule that is loosened has its reason on the line.
import graphql from '@graphql-eslint/eslint-plugin'
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
      // Pages and their parts are no nodes, nor are values such as a position, answers and events.
      '@graphql-eslint/strict-id-in-types': [
        level,
        {
          exceptions: {
            types: ['PageInfo', 'Position', 'UserError'],
            suffixes: ['Connection', 'Edge', 'Payload', 'Change'],
          },
        },
      ],
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
