// The checklist beside the form follows what is typed; nothing is saved. The page works without it.
const beside = document.getElementById('beside')
const form = document.getElementById(beside.dataset.form)
const shown = beside.querySelector(':scope > div'), status = beside.querySelector('[role=status]')
const PATIENCE = 1200  // ms of silence after the last key
let waiting, asking, asked = ''

const stands = root => [...root.querySelectorAll('[data-stand]')].map(line => line.textContent)
const typed = () => {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return new URLSearchParams(data)
}
const draw = html => {
  const fresh = document.createElement('template')
  fresh.innerHTML = html
  if (shown.contains(document.activeElement)) return  // nobody's button goes away under their hands: the next key asks again
  const before = stands(shown), news = stands(fresh.content).filter(line => !before.includes(line))
  if (news.length) status.textContent = news.join(' ')
  shown.replaceChildren(fresh.content)
}
const refresh = async () => {
  const body = typed()
  if (String(body) === asked) return
  asking?.abort()
  asking = new AbortController()
  try {
    const answer = await fetch(beside.dataset.url, { method: 'POST', body, signal: asking.signal, redirect: 'error' })
    if (!answer.ok) return
    draw(await answer.text())
    asked = String(body)
  } catch { /* no connection, or typed on: the next key asks again */ }
}
const soon = () => { clearTimeout(waiting); waiting = setTimeout(refresh, PATIENCE) }
for (const kind of ['input', 'change']) form.addEventListener(kind, soon)
for (const kind of ['formset:added', 'formset:removed']) document.addEventListener(kind, soon)
addEventListener('focus', () => { asked = ''; soon() })  // back from another tab, where a source may have been made

// A place of the list may be in a closed part, or be a field that its editor or chooser hides: open it, and go there.
beside.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]')
  const place = link && document.getElementById(link.hash.slice(1))
  if (!place) return
  for (let part = place.closest('details'); part; part = part.parentElement.closest('details')) part.open = true
  const box = place.matches('input,select,textarea') ? place.closest('.form-row,td') : place
  const field = ['[contenteditable=true]', '.select2-selection', 'input:not([type=hidden]),textarea,select'].map(kind => box.querySelector(kind)).find(Boolean)
  if (!field) return
  event.preventDefault()
  field.focus()
  field.scrollIntoView({ block: 'center' })
})
