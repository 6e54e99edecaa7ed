/**
 * Unpacks what npm brought into build/chromium: a headless Chromium, the libraries it needs beside
 * it, and a Japanese font, for a Linux machine that has none of them. The program comes last, so
 * that it is there only when all is.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

const here = import.meta.dirname
const packed = join(here, 'node_modules/@sparticuz/chromium/bin')
const font = join(here, 'node_modules/@expo-google-fonts/biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf')
const into = join(here, '../../../build/chromium')

function unpack(name, destination) {
  return pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), destination)
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('The Chromium on npm runs on 64-bit Intel Linux only: install Chromium or Chrome.')
  process.exit(1)
}
const program = join(into, 'chromium')
const fonts = join(into, 'fonts')
await mkdir(fonts, { recursive: true })
await unpack('al2023.tar.br', extract(into))
await unpack('fonts.tar.br', extract(into))
await unpack('swiftshader.tar.br', extract(into))
await copyFile(font, join(fonts, 'BIZUDGothic-Regular.ttf'))
await writeFile(
  join(into, 'fonts.conf'),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(into, 'font-cache')}</cachedir>
</fontconfig>
`,
)
await unpack('chromium.br', createWriteStream(`${program}.part`))
await chmod(`${program}.part`, 0o755)
await rename(`${program}.part`, program)
