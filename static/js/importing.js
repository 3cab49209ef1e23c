// Reading a document in: it can be dropped on the page, and one sees how far the reading is. Without this script the form does
// the same, and the browser waits for the page.
const form = document.querySelector('.imp-file'), drop = form.querySelector('.imp-drop'), field = form.querySelector('[type=file]')
const fault = form.querySelector('#fout'), bar = form.querySelector('progress'), status = form.querySelector('[role=status]')
const button = form.querySelector('button')
const LINES = 'application/x-ndjson', EVERY = 2000  // ms between two sentences for who listens
let said = 0, busy = false

const say = (words, now = true) => { if (now || Date.now() - said > EVERY) { status.textContent = words; said = Date.now() } }
const wrong = words => {
  fault.textContent = words
  fault.hidden = !words
  field.toggleAttribute('aria-invalid', !!words)
  if (words) field.focus()
}
const work = going => {
  busy = going
  button.disabled = going
  bar.hidden = !going
  bar.removeAttribute('value')
  if (!going) say('')
}
const take = ({ page, of, go, refused }) => {
  if (go) {
    say('Klaar. Je keuzes openen …')
    location.assign(go)
  } else if (refused) {
    work(false)
    wrong(refused)
  } else if (of) {
    bar.max = of
    bar.value = page
    const word = /\.pdf$/i.test(field.files[0].name) ? 'Bladzijde' : 'Dia'  // the only formats that tell their pages
    say(page < of ? `${word} ${page} van ${of} …` : 'Rubrieken, materialen en bronnen zoeken …', page === 1 || page === of)
  } else say('Het document wordt gelezen …')
}
// Whatever cannot be followed (signed out, an old proxy, no connection) goes the ordinary way.
const follow = async () => {
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: LINES } })
  if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith(LINES)) throw new Error(answer.status)
  const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = '', last
  for (let part = await lines.read(); !part.done; part = await lines.read()) {
    const found = (rest + part.value).split('\n')
    rest = found.pop()
    for (const line of found) take(last = JSON.parse(line))
  }
  if (!last?.go && !last?.refused) throw new Error('cut off')
}
form.addEventListener('submit', async event => {
  event.preventDefault()
  if (busy) return
  wrong('')
  work(true)
  say('Het document wordt verstuurd …')
  try { await follow() } catch { form.submit() }
})
field.addEventListener('change', () => wrong(''))
addEventListener('pageshow', event => { if (event.persisted) work(false) })

form.querySelector('.imp-hint').hidden = false
const over = on => drop.classList.toggle('over', on)
for (const kind of ['dragenter', 'dragover']) drop.addEventListener(kind, event => { event.preventDefault(); over(true) })
drop.addEventListener('dragleave', () => over(false))
drop.addEventListener('drop', event => {
  event.preventDefault()
  over(false)
  if (!event.dataTransfer.files.length || busy) return
  const one = new DataTransfer()
  one.items.add(event.dataTransfer.files[0])
  field.files = one.files
  wrong(event.dataTransfer.files.length > 1 ? 'Je liet meer dan één bestand los: we nemen het eerste.' : '')
})
