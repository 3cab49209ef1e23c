// The preview beside the form follows what is typed; nothing is saved. The copy buttons of links. Both pages work without it.
const PATIENCE = 1500  // ms of silence after the last key

const panel = document.getElementById('naast')
if (panel) {
  const form = document.getElementById(panel.dataset.form), frame = panel.querySelector('iframe')
  const faults = panel.querySelector('.pv-faults'), kept = 'voorvertoning-naast'
  let waiting, asking, asked = ''

  const typed = () => {
    const data = new FormData(form)
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
    return new URLSearchParams(data)
  }
  const parsed = html => new DOMParser().parseFromString(html, 'text/html')
  const say = (sentence, list = []) => {
    const fresh = [sentence, ...list.map(item => item.textContent)].join('\n')
    if (faults.dataset.said === fresh) return  // said before: not again at every key
    faults.dataset.said = fresh
    faults.replaceChildren(...(sentence ? [Object.assign(document.createElement('p'), { textContent: sentence })] : []))
    if (!list.length) return
    const places = document.createElement('ul')
    for (const item of list) {
      const line = document.createElement('li'), target = item.dataset.at
      line.append(target ? Object.assign(document.createElement('a'), { href: '#' + target, textContent: item.textContent }) : item.textContent)
      places.append(line)
    }
    faults.append(places)
  }
  const show = fresh => {
    const page = frame.contentDocument, place = frame.contentWindow.scrollY
    page.title = fresh.title
    for (const name of ['voorvertoning', 'inhoud']) {
      const old = page.getElementById(name), now = fresh.getElementById(name)
      if (old && now) old.replaceWith(page.adoptNode(now))
      else if (now) page.getElementById('inhoud').before(page.adoptNode(now))
    }
    frame.contentWindow.scrollTo(0, place)
  }
  const refresh = async () => {
    if (!panel.open) return
    const body = typed()
    if (String(body) === asked) return
    asking?.abort()
    asking = new AbortController()
    try {
      const answer = await fetch(panel.dataset.typed, { method: 'POST', body, signal: asking.signal, redirect: 'error' })
      if (!answer.ok) return say('De voorvertoning lukt nu niet. Wat je typte, staat er nog.')
      const fresh = parsed(await answer.text()), wrong = [...fresh.querySelectorAll('#fouten li')]
      if (wrong.length) say('Zo kan de voorvertoning niet. Je ziet nog de vorige.', wrong)
      else {
        show(fresh)
        say('')
      }
      asked = String(body)
    } catch (fault) {
      if (fault.name !== 'AbortError') say('Geen verbinding, of je bent afgemeld. Wat je typte, staat er nog.')
    }
  }
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(refresh, PATIENCE) }
  const ready = () => frame.contentDocument?.getElementById('inhoud')
  for (const kind of ['input', 'change']) form.addEventListener(kind, soon)
  for (const kind of ['formset:added', 'formset:removed']) document.addEventListener(kind, soon)
  const saved = frame.getAttribute('src') !== panel.dataset.typed  // a new text waits for its first word
  frame.addEventListener('load', () => { if (ready() && saved) { asked = ''; refresh() } })
  panel.querySelector('button').addEventListener('click', event => {
    if (!ready()) return  // the frame shows something else: the browser posts the form into it
    event.preventDefault()
    asked = ''
    refresh()
  })
  panel.addEventListener('toggle', () => {
    sessionStorage.setItem(kept, panel.open ? '1' : '')
    if (panel.open && ready() && saved) refresh()
  })
  faults.addEventListener('click', event => {  // the field may be in a closed part, or hidden by its editor or chooser
    const link = event.target.closest('a'), field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    for (let part = field.closest('details'); part; part = part.parentElement.closest('details')) part.open = true
    const box = field.closest('.form-row,td') ?? field
    const seen = box.querySelector('[contenteditable=true],.select2-selection') ?? field
    seen.focus()
    seen.scrollIntoView({ block: 'center' })
  })
  if (sessionStorage.getItem(kept) && matchMedia('(min-width:75rem)').matches) panel.open = true
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copy), status = document.getElementById('gekopieerd')
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      if (!document.execCommand('copy')) {
        status.textContent = 'Kopiëren lukt niet. De link is geselecteerd: kopieer hem zelf.'
        return
      }
    }
    button.textContent = status.textContent = 'Gekopieerd'
    setTimeout(() => { button.textContent = 'Kopieer' }, 2500)
  })
}
