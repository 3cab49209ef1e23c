// Choosing sessions (load it as a module): wishes as a list to drag, or to move with buttons and arrow keys. What is posted are the selects.
const RANKS = ['eerste', 'tweede', 'derde', 'vierde']
const say = text => { document.getElementById('status').textContent = text }
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(name, value)
  element.append(...children)
  return element
}
const icon = name => {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [key, value] of [['class', 'i'], ['aria-hidden', 'true'], ['focusable', 'false']]) drawing.setAttribute(key, value)
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', '#i-' + name)
  drawing.append(use)
  return drawing
}

function wishes(box) {
  const selects = [...box.querySelectorAll('select')]
  const names = selects.map(select => select.name)
  const errors = selects.map(select => [...select.parentElement.querySelectorAll('.error')])
  const sessions = new Map([...selects[0].options].filter(option => option.dataset.title).map(option => [option.value, option]))
  const title = value => sessions.get(value).dataset.title
  const wished = () => [...new Set(selects.map(select => select.value).filter(value => sessions.has(value)))]
  const none = () => selects[0].value === 'none'
  const list = make('ol', { class: 'slots' })
  const rest = make('ul', { class: 'rest' })
  const nothing = make('input', { type: 'checkbox' })
  const head = make('p', { class: 'lbl' }, box.dataset.wishes)
  const widget = make('div', { class: 'wisher stack alone-only' },
    head, list,
    make('p', { class: 'lbl rest-head' }, 'Kies uit'), rest,
    make('label', { class: 'check' }, nothing, make('span', {}, 'Geen keuze in dit blok')))
  let dragged = null

  function write(values) {
    selects.forEach((select, place) => { select.value = values[place] ?? '' })
    draw()
  }

  function button(act, value, label, sign) {
    return make('button', { type: 'button', class: 'btn quiet small', 'data-act': act, 'data-value': value, 'aria-label': label }, icon(sign))
  }

  const about = option => make('span', { class: 'ti' }, option.dataset.title,
    ...(option.dataset.by ? [make('span', { class: 'by' }, option.dataset.by)] : []))

  function slot(value, place, last) {
    const rank = make('span', { class: 'rank', 'aria-hidden': 'true' }, String(place + 1))
    const spoken = make('span', { class: 'vh' }, RANKS[place] + ' wens: ')
    const parts = value
      ? [rank, spoken, about(sessions.get(value)), make('span', { class: 'acts' },
          ...(place ? [button('up', value, '“' + title(value) + '” hoger', 'omlaag')] : []),
          ...(last ? [] : [button('down', value, '“' + title(value) + '” lager', 'omlaag')]),
          button('remove', value, '“' + title(value) + '” uit de wensen', 'sluit'))]
      : [rank, spoken, make('span', { class: 'ti' }, 'Nog te kiezen')]
    const item = make('li', { id: names[place], tabindex: '-1', class: value ? 'slot' : 'slot empty', draggable: value ? 'true' : false }, ...parts)
    if (value) item.dataset.value = value
    item.prepend(...errors[place])
    return item
  }

  function draw() {
    const chosen = wished()
    nothing.checked = none()
    head.hidden = list.hidden = rest.hidden = none()
    list.replaceChildren(...names.map((_, place) => slot(chosen[place], place, place >= chosen.length - 1)))
    const next = RANKS[chosen.length]
    const free = [...sessions].filter(([value, option]) => !chosen.includes(value) && !option.disabled)
    rest.replaceChildren(...free.map(([value, option]) => make('li', { class: 'slot', draggable: 'true', 'data-value': value }, about(option),
      ...(next && chosen.length < names.length ? [make('span', { class: 'acts' },
        make('button', { type: 'button', class: 'btn quiet', 'data-act': 'add', 'data-value': value, 'aria-label': 'Kies “' + title(value) + '” als ' + next + ' wens' }, 'Kies'))] : []))))
    widget.querySelector('.rest-head').hidden = none() || !free.length
  }

  function focus(act, value) {
    const found = (widget.querySelector(`[data-act="${act}"][data-value="${value}"]`)
      ?? list.querySelector(`[data-value="${value}"] button`) ?? rest.querySelector('button') ?? list.querySelector('button'))
    found?.focus()
  }

  function move(value, place) {
    const values = wished().filter(other => other !== value)
    const to = Math.max(0, Math.min(place, values.length, names.length - 1))
    values.splice(to, 0, value)
    write(values.slice(0, names.length))
    say('“' + title(value) + '” is nu de ' + RANKS[to] + ' wens van ' + names.length + '.')
  }

  function act(name, value) {
    const values = wished()
    const place = values.indexOf(value)
    if (name === 'up' && place > 0) move(value, place - 1)
    if (name === 'down' && place > -1 && place < values.length - 1) move(value, place + 1)
    if (name === 'add') {
      const after = rest.querySelector(`[data-value="${value}"]`).nextElementSibling?.dataset.value
      move(value, values.length)
      return focus('add', after ?? rest.querySelector('li')?.dataset.value ?? value)
    }
    if (name === 'remove') {
      write(values.filter(other => other !== value))
      say('“' + title(value) + '” is geen wens meer.')
      return focus('add', value)
    }
    focus(name, value)
  }

  widget.addEventListener('click', event => {
    const pressed = event.target.closest('[data-act]')
    if (pressed) act(pressed.dataset.act, pressed.dataset.value)
  })
  list.addEventListener('keydown', event => {
    const value = event.target.closest('.slot')?.dataset.value
    if (!value || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
    event.preventDefault()
    act(event.key === 'ArrowUp' ? 'up' : 'down', value)
  })
  nothing.addEventListener('change', () => {
    write(nothing.checked ? ['none'] : [])
    say(nothing.checked ? 'Geen keuze in dit blok.' : 'Kies wensen.')
  })
  widget.addEventListener('dragstart', event => {
    dragged = event.target.closest?.('.slot')?.dataset.value ?? null
    if (dragged) event.dataTransfer.effectAllowed = 'move'
  })
  widget.addEventListener('dragend', () => { dragged = null })
  list.addEventListener('dragover', event => { if (dragged) event.preventDefault() })
  list.addEventListener('drop', event => {
    const over = event.target.closest('.slot')
    if (!dragged || !over) return
    event.preventDefault()
    move(dragged, [...list.children].indexOf(over))
  })
  for (const select of selects) {
    select.removeAttribute('id')
    select.parentElement.querySelector('label').removeAttribute('for')
  }
  box.hidden = true
  box.after(widget)
  draw()
  return draw
}

const drawn = [...document.querySelectorAll('[data-wishes]')].filter(box => box.querySelector('select')).map(wishes)
addEventListener('pageshow', () => { for (const draw of drawn) draw() }) // the browser put back what was chosen before

// A form is sent once; when nothing came of it, it can be sent again.
const sent = new WeakMap()
document.addEventListener('submit', event => {
  if (event.target.method !== 'post') return
  if (Date.now() - (sent.get(event.target) ?? 0) < 10000) return event.preventDefault()
  sent.set(event.target, Date.now())
  say('We versturen je formulier.')
})
addEventListener('pageshow', event => { if (event.persisted) for (const form of document.forms) sent.delete(form) })
document.getElementById('fouten')?.focus()
