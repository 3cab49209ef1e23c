// Small comforts. Every page works without this file.
const root = document.documentElement
const { search } = document.currentScript.dataset
const say = text => { document.getElementById('status').textContent = text }

function play(link) {
  const frame = document.createElement('iframe')
  frame.src = 'https://www.youtube-nocookie.com/embed/' + link.dataset.video + '?autoplay=1'
  frame.title = link.dataset.title
  frame.allow = 'autoplay; fullscreen; picture-in-picture'
  frame.referrerPolicy = 'strict-origin-when-cross-origin'
  link.closest('.video').replaceChildren(frame)
  frame.focus()
}

const reference = item => {
  const only = (item.querySelector('.sum') ?? item).cloneNode(true)
  for (const link of only.querySelectorAll('.back')) link.remove()
  return only.textContent.trim()
}

const words = from => from.value ?? (from.matches('ul') ? [...from.children].map(reference).join('\n') : from.innerText)

async function copy(button) {
  const from = document.getElementById(button.dataset.copy)
  try {
    await navigator.clipboard.writeText(words(from).trim())
  } catch {
    if (from.select) from.select()
    else getSelection().selectAllChildren(from)
    if (!document.execCommand('copy')) return say('Kopiëren lukt niet. De tekst is geselecteerd: kopieer ze zelf.')
  }
  button.firstChild.data = 'Gekopieerd'
  say('Gekopieerd')
  setTimeout(() => { button.firstChild.data = 'Kopieer' }, 2500)
}

function showTheme() {
  for (const button of document.querySelectorAll('[data-theme-choice]')) {
    button.setAttribute('aria-pressed', String(button.dataset.themeChoice === (root.dataset.theme ?? 'system')))
  }
}

function chooseTheme(choice) {
  if (choice === 'system') delete root.dataset.theme
  else root.dataset.theme = choice
  try {
    if (choice === 'system') localStorage.removeItem('theme')
    else localStorage.setItem('theme', choice)
  } catch { /* storage is closed: the choice lasts as long as the page */ }
  showTheme()
}

document.addEventListener('click', event => {
  const hook = name => event.target.closest('[' + name + ']')
  const video = hook('data-video')
  if (video && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    play(video)
  }
  if (hook('data-copy')) copy(hook('data-copy'))
  if (hook('data-print')) print()
  if (hook('data-theme-choice')) chooseTheme(hook('data-theme-choice').dataset.themeChoice)
  for (const menu of document.querySelectorAll('.act[open]')) if (!menu.contains(event.target)) menu.open = false
})
document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('.act[open]')
  if (!menu) return
  menu.open = false
  menu.firstElementChild.focus()
})
addEventListener('storage', event => { if (event.key === 'theme') chooseTheme(event.newValue ?? 'system') })
showTheme()

// Filters work with htmx, which comes when somebody goes to them: a first visit is spared it. What was changed before it was here
// is asked then; an address it made earlier, which only the bar of the browser changed back to, is loaded whole.
const htmxFile = document.querySelector('[name=htmx-config]')?.dataset.file
let changed = null, coming = false
function approach(event) {
  const { target } = event // the field of a form may stand outside it
  const filters = target.closest?.('[hx-get], [hx-boost], #open-filters') ?? target.form?.closest('[hx-get]')
  if (window.htmx || !filters || (event.type === 'focusin' && !navigator.userActivation?.hasBeenActive)) return // an autofocus is nobody
  if (event.type === 'change') changed = filters
  if (coming) return
  coming = true
  if (document.readyState === 'complete') fetchHtmx()
  else addEventListener('load', fetchHtmx, { once: true }) // between its two events it would not begin
}
function fetchHtmx() {
  const script = document.createElement('script')
  script.onload = () => changed?.dispatchEvent(new Event('change', { bubbles: true }))
  script.onerror = () => changed?.requestSubmit()
  script.src = htmxFile
  document.head.append(script)
}
if (htmxFile) {
  for (const name of ['pointerover', 'focusin', 'input', 'change']) document.addEventListener(name, approach)
  addEventListener('popstate', event => { if (event.state?.htmx && !window.htmx) location.reload() })
}

// What the reader opened stays open, the count is spoken, "Toon" closes the sheet, empty fields stay out of the address.
document.addEventListener('htmx:configRequest', event => {
  for (const name of [...event.detail.formData.keys()]) {
    const values = event.detail.formData.getAll(name).filter(Boolean)
    event.detail.formData.delete(name)
    for (const value of values) event.detail.formData.append(name, value)
  }
})
document.addEventListener('htmx:oobBeforeSwap', event => {
  for (const old of event.detail.target.querySelectorAll('details[id]')) {
    const fresh = event.detail.fragment.querySelector('#' + CSS.escape(old.id))
    if (fresh) fresh.open = old.open
  }
})
document.addEventListener('htmx:afterSettle', () => {
  say(document.getElementById('count')?.textContent.trim().replace(/\s+/g, ' ') ?? '')
  whenIdle(drawOne)
})
document.addEventListener('change', event => { if (event.target.type === 'search') event.stopPropagation() }, true) // Enter submits it
document.addEventListener('submit', event => {
  if (!event.target.matches(':popover-open')) return
  event.target.hidePopover()
  document.getElementById('open-filters')?.focus() // the button that opened it may be a new one
})

// A search field gets suggestions once somebody is in it; not before, and an autofocus is nobody.
async function suggest(event) {
  const field = event.target
  if (!field.matches?.('[data-suggest]:not([role])') || !(event.type === 'input' || navigator.userActivation?.hasBeenActive)) return
  field.form.addEventListener('submit', () => { field.dataset.sent = field.value }) // maybe before the file is here
  const { combobox } = await import(search)
  if (!field.matches('[role]')) combobox(field, say)
}
for (const name of ['focusin', 'input']) document.addEventListener(name, suggest)

// What a narrow screen left for later (data-rem in portal.css) is drawn part by part in idle moments, the last part first.
const whenIdle = window.requestIdleCallback ?? setTimeout
function drawOne() {
  const part = [...document.querySelectorAll('[data-rem]')].at(-1)
  if (!part) return
  part.removeAttribute('data-rem')
  whenIdle(drawOne)
}
setTimeout(drawOne, 1000)

// A table that is wider than its column scrolls, with the keyboard too.
for (const table of document.querySelectorAll('.prose table')) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0

// A page that was fetched ahead was not counted as read; now it is open.
const [opened] = performance.getEntriesByType('navigation')
if (opened?.deliveryType === 'navigational-prefetch') {
  fetch(location.pathname, { cache: 'no-cache', credentials: 'omit', headers: { 'X-Opened': 'true' } }).catch(() => {})
}

// How many seats are left is asked when the page is read: pages are kept, seats go.
const seats = document.querySelector('[data-from]')
if (seats) {
  fetch(seats.dataset.from, { credentials: 'omit' }).then(answer => answer.ok ? answer.json() : {}).then(left => {
    for (const place of document.querySelectorAll('[data-seats]')) {
      const { words, tone } = left[place.dataset.seats] ?? {}
      if (!words) continue
      place.textContent = words[0].toUpperCase() + words.slice(1)
      if (tone) place.classList.add(tone)
    }
  }).catch(() => {}) // the link still leads to the form, which says it too
}
