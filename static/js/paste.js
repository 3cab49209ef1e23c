// A material from its address. On the form of a new material the fields are filled in; under the materials of a fiche the one
// that exists is put in a row, or the form for a new one opens filled in. Without this script the address leads to a page.
const $ = window.django?.jQuery
const make = (tag, properties = {}, ...children) => { const made = Object.assign(document.createElement(tag), properties); made.append(...children); return made }
const say = (place, ...what) => place.replaceChildren(make('p', {}, ...what))
const FAILED = 'Het ophalen lukte niet. Vul de velden zelf in.'

const ask = async (action, address) => {
  const body = new FormData()
  body.set('address', address)
  body.set('csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value)
  const answer = await fetch(action, { method: 'POST', body, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(15000) })
  if (!answer.ok) throw new Error(answer.status)
  return answer.json()
}
// One question at a time; whatever happens, the fields stay the editor's.
const asking = async (box, action, answered) => {
  const field = box.querySelector('input[name=address], input[type=text]'), button = box.querySelector('button'), said = box.querySelector('.paste-said')
  if (!field.value.trim() || button.disabled) return
  button.disabled = true
  say(said, 'Even kijken …')
  try {
    const found = await ask(action, field.value)
    field.setAttribute('aria-invalid', !!found.fault)
    if (found.fault) say(said, found.fault)
    else answered(found, said, field)
  } catch {
    say(said, FAILED)
  }
  button.disabled = false
}
const choose = (select, id, label) => {
  if (![...select.options].some(option => option.value === String(id))) select.append(new Option(label, id, true, true))
  select.value = String(id)
  if ($) $(select).trigger('change')
  select.dispatchEvent(new Event('change', { bubbles: true }))
}

// 1. The form of a new material.
const fill = (name, value, label) => {
  const field = document.getElementById('id_' + name)
  if (!field || !value) return
  if (field.matches('select.admin-autocomplete')) return choose(field, value, label)
  if (field.value && name === 'title') return  // what was typed is not typed over
  field.value = value
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))
}
document.querySelectorAll('form[data-paste]').forEach(form => {
  if (!document.getElementById('id_kind')) return  // the page of its own: it posts
  form.addEventListener('submit', e => {
    e.preventDefault()
    asking(form, form.action, (found, said) => {
      if (found.existing.length) {
        const [known] = found.existing
        say(said, 'Dit materiaal bestaat al: ', make('a', { href: known.url, textContent: known.title }), '.')
        if (window.opener?.dismissAddRelatedObjectPopup && document.querySelector('input[name=_popup]')) {
          const take = make('button', { type: 'button', className: 'btn', textContent: `Neem “${known.title}”` })
          take.addEventListener('click', () => window.opener.dismissAddRelatedObjectPopup(window, String(known.id), known.title))
          said.append(take)
        }
        return
      }
      for (const [name, value] of Object.entries(found.values)) fill(name, value, found.provider)
      say(said, found.said)
    })
  })
})

// 2. The materials of a fiche.
const group = document.getElementById('resources-group')
const action = group?.querySelector('[data-paste]')?.dataset.paste
const freeRow = () => {
  const rows = [...group.querySelectorAll('tr.form-row:not(.empty-form) select[name$="-resource"]')]
  const free = rows.find(select => !select.value)
  if (free) return free
  group.querySelector('.add-row a').click()
  return [...group.querySelectorAll('tr.form-row:not(.empty-form) select[name$="-resource"]')].pop()
}
const openNew = (select, values) => {
  const add = document.getElementById('add_' + select.id)
  if (!add) return
  const plain = add.href
  add.href = plain + (plain.includes('?') ? '&' : '?') + new URLSearchParams(values)
  add.click()
  add.href = plain
}
if (action) {
  const field = make('input', { type: 'text', id: 'plak', inputMode: 'url', autocomplete: 'off', placeholder: 'https://' })
  const said = make('div', { className: 'paste-said' })
  said.setAttribute('role', 'status')
  const go = make('button', { type: 'button', className: 'btn quiet', textContent: 'Zoek of maak' })
  const box = make('div', { className: 'paste' }, make('label', { htmlFor: 'plak', textContent: 'Plak een adres' }),
    make('div', { className: 'paste-row' }, field, go),
    make('p', { className: 'help', textContent: 'Bestaat het materiaal al, dan zet je het in de fiche; anders maak je het met wat de pagina zelf zegt.' }), said)
  ;(group.querySelector('fieldset, .module') ?? group).append(box)
  const answered = (found, place, input) => {
    const done = words => { input.value = ''; say(place, words); input.focus() }
    if (!found.existing.length) {
      const { title } = found.values
      const open = make('button', { type: 'button', className: 'btn', textContent: title ? `Maak “${title}”` : 'Maak een nieuw materiaal' })
      open.addEventListener('click', () => { openNew(freeRow(), found.values); done('Het formulier van het nieuwe materiaal is geopend.') })
      say(place, found.read ? 'Dit materiaal is nieuw.' : found.said)
      place.append(open)
      return open.focus()
    }
    const [known] = found.existing
    const here = [...group.querySelectorAll('select[name$="-resource"]')].some(select => select.value === String(known.id))
    if (here) return say(place, `“${known.title}” staat al in deze fiche.`)
    const take = make('button', { type: 'button', className: 'btn', textContent: `Zet “${known.title}” in de fiche` })
    take.addEventListener('click', () => { choose(freeRow(), known.id, known.title); done(`“${known.title}” staat onderaan de materialen.`) })
    say(place, `Dit materiaal bestaat al (${known.kind}).`)
    place.append(take)
    take.focus()
  }
  go.addEventListener('click', () => asking(box, action, answered))
  field.addEventListener('keydown', e => { if (e.key === 'Enter') { e.preventDefault(); go.click() } })
}
