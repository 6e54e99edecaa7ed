import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const FILES = '../server/explorer/files'

export default defineConfig({
  base: './', // the server writes its own prefix into the page; everything else is relative
  build: {
    outDir: FILES,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000, // Monaco is one chunk
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' }, // of all that is inside
    rolldownOptions: {
      output: { keepNames: true }, // GraphiQL titles its icons by the names of their components
      onwarn(warning, show) {
        // "use client" speaks to server frameworks; there is none here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning)
      },
    },
  },
  worker: { format: 'es' },
  plugins: [compressed()],
})

/**
 * Beside each asset, the same bytes as .br and .gz. Browsers take Brotli over HTTPS and from
 * localhost only; an office network often has plain HTTP, hence both.
 */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const assets = join(import.meta.dirname, FILES, 'assets')
      for (const name of readdirSync(assets)) {
        const path = join(assets, name)
        const bytes = readFileSync(path)
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 }
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
