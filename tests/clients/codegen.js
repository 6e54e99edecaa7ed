// Writes TypeScript for the operations of a folder: typed documents, and a manifest of them.
import { generate } from '@graphql-codegen/cli'
import { join } from 'node:path'

const [schema, folder] = process.argv.slice(2)

const config = {
  schema,
  documents: [join(folder, '*.ts')],
  generates: {
    [join(folder, 'generated/')]: {
      preset: 'client',
      presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: { scalars: { Date: 'string', DateTime: 'string' }, useTypeImports: true },
    },
  },
}

await generate({ ...config, silent: true }, true)
