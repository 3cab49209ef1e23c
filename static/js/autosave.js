// No lost work. A few seconds after typing, what stands in the form goes to the server, which keeps it for this person alone; until
// it is there, it is held in this browser. Every fifteen seconds the form says that it is open, and hears who else has it open.
// The page works without it: a save that is refused, or that meets an ended session, is kept by the server.
const place = document.getElementById('kept')
const { url, tab, user, spot, days, login, home, again } = place.dataset
const form = document.getElementById(place.dataset.form)
const line = document.getElementById('autosaved'), said = document.getElementById('autosaved-said'), live = document.getElementById('kept-live')
const PAUSE = 2000, LONGEST = 10_000, BEAT = 15_000, MOST_LEAVING = 60_000  // ms; a page that goes may send 64 kB
const START = 'klad:', KEY = `${START}${user}:${spot}:`
const OURS = ['csrfmiddlewaretoken', '_tab', '_restored']

// 1. This browser, which may be full or refuse.
const box = {
  keys: () => { try { return Object.keys(localStorage).filter(key => key.startsWith(START)) } catch { return [] } },
  get: key => { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true } catch { return false } },
  drop: key => { try { localStorage.removeItem(key) } catch { /* it goes with its days */ } },
}
const savedTabs = () => /(?:^|;\s*)bewaard=([0-9a-f.]+)/.exec(document.cookie)?.[1] ?? ''

// 2. What stands in the form.
const typed = () => {
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File || OURS.includes(name)) data.delete(name)
  form.querySelectorAll('input[type=password]').forEach(field => data.delete(field.name))
  return String(new URLSearchParams(data))
}
let touched = !!again, seen = typed(), last = again ? '' : seen, held = true, submitted = false
const dirty = () => touched && seen !== last
const hold = () => { held = box.set(KEY + tab, { at: new Date().toISOString(), text: seen }) }
for (const kind of ['keydown', 'pointerdown', 'paste', 'drop', 'input', 'change']) {
  addEventListener(kind, event => { if (event.isTrusted) touched = true }, { capture: true, passive: true })
}

// 3. What is said: near the buttons when it was kept; to who listens, only when something goes wrong or is right again.
let kind = ''
const say = (now, ...what) => {
  line.replaceChildren(...what)
  line.dataset.kind = now
  if (now !== kind && (kind || now !== 'kept')) said.textContent = line.textContent
  kind = now
}
const link = (href, text) => Object.assign(document.createElement('a'), { href, textContent: text, target: '_blank', rel: 'noopener' })
const inBrowser = () => held ? 'bewaard in deze browser' : 'je tekst staat alleen nog op dit scherm'
const offline = () => say('held', `Geen verbinding: ${inBrowser()}`)
const ended = () => say('held', `Je bent niet meer aangemeld: ${inBrowser()}. `, link(login, 'Meld je aan in een nieuw tabblad'), ', dan gaat het hier verder.')
let shown = [...live.children].map(note => note.textContent).join()
const tell = ({ beside, newer }) => {
  const sentences = newer ? [...beside, `${newer} Bewaar je, dan komen jullie wijzigingen samen; waar jullie allebei schreven, kies je zelf.`] : beside
  if (sentences.join() === shown) return
  shown = sentences.join()
  live.replaceChildren(...sentences.map(textContent => Object.assign(document.createElement('p'), { className: 'note warn', textContent })))
}

// 4. Asking the server.
const token = () => form.querySelector('[name=csrfmiddlewaretoken]').value
const envelope = (text, more = {}) => {
  const body = new URLSearchParams(text)
  if (text) body.set('_text', '1')
  else for (const name of ['seen', '_since']) if (form.elements[name]) body.set(name, form.elements[name].value)
  if (text && form.elements._restored) body.set('_restored', form.elements._restored.value)
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), _tab: tab, ...more })) body.set(name, value)
  return body
}
let going = null
const post = (body, options) => fetch(url, { method: 'POST', body, redirect: 'manual', ...options })
const renew = async () => {  // somebody signed in again in another tab: the form gets the token of now, when it is the same person
  const answer = await fetch(url, { redirect: 'manual' })
  if (answer.type === 'opaqueredirect') { ended(); return false }
  const now = answer.ok ? await answer.json() : {}
  if (String(now.user) !== user) {
    say('held', now.user ? `In deze browser is nu iemand anders aangemeld: ${inBrowser()}.` : `Je mag hier niet meer schrijven: ${inBrowser()}.`)
    return false
  }
  document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => { field.value = now.token })
  return true
}
const beat = async () => {
  if (going || submitted) return
  going = new AbortController()
  const text = dirty() ? seen : '', saved = savedTabs(), more = saved ? { _saved: saved } : {}
  try {
    let answer = await post(envelope(text, more), { signal: going.signal })
    if (answer.status === 403) {
      if (!await renew()) return
      answer = await post(envelope(text, more), { signal: going.signal })
    }
    if (answer.type === 'opaqueredirect') return ended()
    if (answer.status === 413) return say('held', (await answer.json()).refused)
    if (!answer.ok) throw new Error(answer.status)
    const told = await answer.json()
    if (saved) document.cookie = `bewaard=; path=${home}; max-age=0; samesite=strict`
    if (text) {
      last = text
      if (seen === text) box.drop(KEY + tab)
      say('kept', `Automatisch bewaard om ${told.at}`)
    } else if (kind === 'held') say('kept', '')
    tell(told)
  } catch {
    if (!submitted && dirty()) offline()
  } finally {
    going = null
  }
}

// 5. While typing.
let waiting, since = 0
const soon = () => {
  clearTimeout(waiting)
  since ||= Date.now()
  waiting = setTimeout(() => { since = 0; beat() }, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())))
}
const look = () => {
  const now = typed()
  if (now === seen) return
  seen = now
  if (!touched) last = seen  // an editor or a chooser that settles
  else if (dirty()) { hold(); soon() }
  else box.drop(KEY + tab)
}
setInterval(look, 1000)
setInterval(beat, BEAT)
setTimeout(beat, 1200)  // when the page that was here before has said goodbye
addEventListener('online', beat)
document.addEventListener('visibilitychange', () => { look(); if (document.hidden && dirty()) beat() })
form.addEventListener('submit', () => {
  const withFile = [...form.querySelectorAll('input[type=file]')].some(field => field.files.length)
  form.enctype = withFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'  // as text the server reads it far sooner
  look()
  if (touched) hold()  // whatever happens on the way
  going?.abort()
  submitted = true
  setTimeout(() => { submitted = false }, 20_000)  // nothing came of it: go on
})
addEventListener('pagehide', () => {
  look()
  if (dirty()) hold()
  const text = !submitted && dirty() ? seen : ''
  const whole = envelope(text, { _left: '1' })
  const body = String(whole).length < MOST_LEAVING ? whole : envelope('', { _left: '1' })
  post(body, { keepalive: true }).catch(() => {})
})
document.addEventListener('submit', event => { if (event.target.matches('form[action$="/logout/"]')) touched = false })  // see desk.js
addEventListener('pageshow', event => { if (event.persisted) { submitted = false; beat() } })

// 6. What this browser held when a page went, or a connection: bring it to the server, which offers it on top of the form.
const bring = async () => {
  const saved = savedTabs().split('.'), oldest = Date.now() - days * 86_400_000
  let brought = false
  for (const key of box.keys()) {
    const entry = box.get(key), from = key.split(':').pop()
    if (!entry || saved.includes(from) || from === again || Date.parse(entry.at) < oldest || (key === KEY + tab && place.dataset.kept)) box.drop(key)
    else if (key.startsWith(KEY) && from !== tab) {
      const answer = await post(envelope(entry.text, { _tab: from, _brought: entry.at })).catch(() => null)
      if (answer?.ok) { box.drop(key); brought = true }
    }
  }
  if (brought && !touched && !place.dataset.posted) location.reload()
}
bring()

// 7. Throwing away leaves the rest of the page alone.
place.querySelectorAll('.kept-offers form').forEach(away => away.addEventListener('submit', async event => {
  event.preventDefault()
  const answer = await fetch(away.action, { method: 'POST', body: new URLSearchParams(new FormData(away)), headers: { Accept: 'application/json' }, redirect: 'manual' }).catch(() => null)
  if (!answer?.ok) return say('held', 'Weggooien lukte niet. Probeer het straks opnieuw.')
  const list = away.closest('ul'), panel = away.closest('section')
  away.closest('li').remove()
  if (!list.children.length) panel.remove()
  said.textContent = 'Weggegooid.'
  document.querySelector('#content > h1')?.focus()
}))
document.getElementById('samen')?.focus()
