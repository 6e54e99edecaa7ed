/** Copies as far as the browser allows: a page served over plain HTTP is given no clipboard. */
export function copy(text: string): void {
  if (navigator.clipboard) {
    void navigator.clipboard.writeText(text).catch(() => undefined)
    return
  }
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
